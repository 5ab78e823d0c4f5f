import Evaluation
import Training

/// What is measured of a network on rows whose truth is known.
struct Measurement {
    /// The metrics of the task.
    enum Scores {
        case classes(ClassificationReport)
        case numbers(RegressionScore, Residuals)
    }

    let rows: Int
    /// Rows with an output that is not finite, from 0: misses, and there is no loss then.
    let nonFinite: [Int]
    /// The loss that the run minimized, and what else its trainer reports.
    let metrics: SplitMetrics
    let scores: Scores
    /// Of ``headline``, from the rows drawn again and again.
    let interval: BootstrapInterval?

    init(_ network: TrainedNetwork, on rows: LabeledRows) {
        let outputs = network.outputs(of: rows.features)
        self.rows = rows.count
        nonFinite = PredictionTable.nonFiniteRows(of: outputs, width: network.outputCount)
        metrics = network.metrics(on: rows)
        if network.classNames.isEmpty {
            scores = .numbers(
                RegressionScore(truth: rows.values, predictions: outputs),
                Residuals(truth: rows.values, predictions: outputs))
        } else {
            scores = .classes(
                ClassificationReport(
                    scores: outputs, choices: network.choices(of: rows.features), truth: rows.classes,
                    classCount: network.classNames.count,
                    areProbabilities: network.givesProbabilities))
        }
        interval = BootstrapInterval(
            rows: rows.count, resamples: Self.resamples(rows: rows.count),
            statistic: Self.statistic(network, rows, outputs))
    }

    /// A thousand; fewer where a table has very many rows, whose intervals are narrow anyway.
    static func resamples(rows: Int) -> Int { max(100, min(1000, 20_000_000 / max(1, rows))) }

    /// The one number that is compared: accuracy, or the mean squared error.
    var headline: Double {
        switch scores {
        case .classes(let report): report.matrix.accuracy
        case .numbers(let score, _): score.mse
        }
    }

    static func headlineName(_ network: TrainedNetwork) -> String { network.classNames.isEmpty ? "MSE" : "accuracy" }

    /// The headline of a network's outputs on some of the rows.
    static func statistic(
        _ network: TrainedNetwork, _ rows: LabeledRows, _ outputs: [Float]
    ) -> ([Int]) -> Double {
        let losses = Self.losses(network, rows, outputs)
        return { drawn in drawn.reduce(0) { $0 + losses[$1] } / Double(drawn.count) }
    }

    /// What each row adds to the headline: 1 for a hit and 0 for a miss, or the squared error.
    private static func losses(
        _ network: TrainedNetwork, _ rows: LabeledRows, _ outputs: [Float]
    ) -> [Double] {
        guard network.classNames.isEmpty else {
            return zip(network.choices(of: rows.features), rows.classes).map { $0 == $1 ? 1 : 0 }
        }
        let width = max(1, network.outputCount)
        return (0..<rows.count).map { row in
            (row * width..<(row + 1) * width).reduce(0.0) { sum, index in
                let error = Double(outputs[index]) - Double(rows.values[index])
                return sum + error * error / Double(width)
            }
        }
    }
}
