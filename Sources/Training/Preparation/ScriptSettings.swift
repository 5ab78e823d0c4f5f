import Tunables

/// The settings in force while an experiment's script is gone along, and what can be set by then.
struct ScriptSettings {
    private(set) var settings: Settings
    private let layerCount: Int
    private var declared: [String: Tunable] = [:]
    private var choices: Set<String> = []

    init(_ experiment: Experiment) {
        settings = experiment.settings
        layerCount = experiment.layerCount
        declare()
    }

    /// The declaration of a full key under the choices made.
    func tunable(_ key: String) -> Tunable? { declared[key] }

    mutating func set(_ key: String, to value: Value) {
        settings = ExperimentSchema.setting(key, to: value, in: settings)
        // Only choices decide which keys there are; a script may have thousands of other changes.
        if choices.contains(key) { declare() }
    }

    private mutating func declare() {
        let tunables = ExperimentSchema.tunables(for: settings, layerCount: layerCount)
        declared = Dictionary(tunables.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        choices = Set(ExperimentSchema.families(for: settings, layerCount: layerCount).map(\.choiceKey))
    }
}
