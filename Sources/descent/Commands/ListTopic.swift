import ArgumentParser
import Datasets
import Networks
import Optimization
import Presets
import Terminal
import Training

/// What `descent list` can list.
enum ListTopic: String, ExpressibleByArgument, CaseIterable {
    case optimizers, schedules, clippings, activations, initializers, losses, layers, datasets, presets, keys, themes

    /// The topic's heading and members.
    var lines: [String] {
        switch self {
        case .optimizers: CatalogueText.family(Optimizers.self)
        case .schedules: CatalogueText.family(Schedules.self)
        case .clippings: CatalogueText.family(Clippings.self)
        case .activations: CatalogueText.family(Activations.self)
        case .initializers: CatalogueText.family(Initializers.self)
        case .losses: CatalogueText.family(Losses.self)
        case .layers: CatalogueText.family(Layers.self)
        case .datasets: CatalogueText.family(DatasetCatalogue.self)
        case .presets: CatalogueText.names("presets", PresetLibrary.entries.map { ($0.name, $0.title) })
        case .keys: CatalogueText.keys("keys of every preset", ExperimentSchema.plain)
        case .themes: CatalogueText.names("themes", Theme.all.map { ($0.name, $0.summary) })
        }
    }
}
