import Tensors
import Tunables

/// Every source of data.
public enum DatasetCatalogue: Catalogue {
    public static let key = "data"
    public static let title = "datasets"

    static let sources: [any DatasetSource.Type] = [
        Digits.self, BreastCancer.self, Iris.self, Wine.self,
        Spirals.self, Moons.self, Circles.self, Blobs.self, ExclusiveOr.self, Parity.self,
        SineWave.self, FriedmanOne.self,
        MackeyGlass.self, FirstTokenRecall.self, AddingProblem.self, Reviews.self,
        CSVDataset.self, IDXDataset.self,
    ]

    public static let descriptors: [Descriptor] = sources.map { $0.descriptor }

    /// Loads or generates the data that `data.dataset` and the keys beside it name.
    ///
    /// - Parameters:
    ///   - settings: full keys (`data.dataset`, `data.path`, …); what is not set has its declared default.
    ///   - directory: the folder that relative paths start from.
    /// - Throws: ``DatasetError`` that says what is wrong, where, and what would do.
    public static func load(_ settings: Settings, directory: String) throws(DatasetError) -> Dataset {
        let name = if case .word(let word)? = settings["\(key).dataset"] { word } else { names[0] }
        guard let descriptor = descriptor(named: name),
            let source = sources.first(where: { $0.descriptor.name == descriptor.name })
        else { throw .unknownDataset(name: name) }
        let values = Values(descriptor, settings: settings, prefix: key)
        var dataset = try source.load(values, directory: directory)
        if descriptor.tunable("limit") != nil, let limit = values.integer("limit"), limit < dataset.count {
            var random = RandomSource(seed: values.seed, stream: .subsample)
            dataset = dataset.selecting(random.choice(of: limit, from: dataset.count))
        }
        if case .classes(let classes, let names) = dataset.target, Set(classes).count < 2 {
            throw .oneClass(dataset: dataset.name, className: classes.first.map { names[Int($0)] } ?? "")
        }
        return dataset
    }
}
