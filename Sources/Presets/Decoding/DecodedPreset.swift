import Training

/// A preset that was read without a mistake, and where each of its keys was written.
public struct DecodedPreset: Sendable {
    public internal(set) var experiment: Experiment
    /// What is worth knowing although nothing is wrong: what an override replaced.
    public internal(set) var warnings: [PresetDiagnostic] = []
    /// Where keys were written, by full key (`optimizer.lr`, `layers.2`, `interventions.1.at`).
    var places: [String: PresetDiagnostic.Place]
    /// Where the preset begins.
    let start: PresetDiagnostic.Place

    init(experiment: Experiment, places: [String: PresetDiagnostic.Place], start: PresetDiagnostic.Place) {
        self.experiment = experiment
        self.places = places
        self.start = start
    }

    /// A problem found while the experiment was prepared, at the place of the key that causes it: the key itself, else
    /// the nearest block around it that was written, else the preset's first line.
    public func locate(_ problem: ExperimentProblem) -> PresetDiagnostic {
        PresetDiagnostic(problem.severity, .preparation(problem.message), at: place(of: problem.key ?? ""))
    }

    private func place(of key: String) -> PresetDiagnostic.Place {
        var path = key.split(separator: ".")
        while !path.isEmpty {
            let prefix = path.joined(separator: ".")
            for candidate in [prefix, "\(prefix).name", "\(prefix).type", "\(prefix).dataset"] {
                if let place = places[candidate] { return place }
            }
            path.removeLast()
        }
        return start
    }
}
