import Training

/// All that `descent evaluate` tells of a run.
struct EvaluationReport {
    /// The headline under one kind and level of drift.
    struct Robustness {
        let drift: InputDrift
        let headline: Double
    }

    let run: TrainedRun
    /// `test split`, or the table's path.
    let source: String
    let measurement: Measurement
    let time: InferenceTime?
    /// Empty for tokens.
    let robustness: [Robustness]

    init(_ run: TrainedRun, on rows: LabeledRows, source: String) {
        self.run = run
        self.source = source
        measurement = Measurement(run.network, on: rows)
        robustness = InputDrift.levels.compactMap { drift in
            run.network.drifted(rows, by: drift).map { moved in
                let outputs = run.network.outputs(of: moved.features)
                return Robustness(
                    drift: drift,
                    headline: Measurement.statistic(run.network, moved, outputs)(Array(0..<moved.count)))
            }
        }
        time = run.network.inferenceTime(on: rows)
    }

    var headlineName: String { Measurement.headlineName(run.network) }
}
