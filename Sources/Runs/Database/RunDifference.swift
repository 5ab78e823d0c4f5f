import Training
import Tunables

/// A setting in which runs differ.
public struct RunDifference: Sendable, Hashable {
    public let key: String
    /// What each run has, in their order: set or default; `nil` where a run has no such setting.
    public let values: [Value?]

    /// The settings in which these runs differ, in the order of their keys.
    public static func all(between runs: [RecordedRun]) -> [RunDifference] {
        let resolved = runs.map { run in
            let tunables = ExperimentSchema.tunables(for: run.settings, layerCount: run.experiment.layerCount)
            return Dictionary(
                tunables.map { ($0.key, run.settings[$0.key] ?? $0.defaultValue) },
                uniquingKeysWith: { first, _ in first })
        }
        let keys = resolved.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
        return keys.sorted().compactMap { key in
            let values = resolved.map { $0[key] }
            return values.allSatisfy { $0 == values[0] } ? nil : RunDifference(key: key, values: values)
        }
    }
}
