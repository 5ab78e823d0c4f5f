import Evaluation

/// A comparison of two runs, in lines of text or as JSON.
enum ComparisonText {
    static func lines(_ comparison: ModelComparison) -> [String] {
        let (first, second) = comparison.measurements
        var table = TextTable()
        table.add(["", "A", "B", "B − A"])
        for (metric, other) in zip(metrics(first), metrics(second)) {
            let gap = metric.value.flatMap { value in other.value.map { $0 - value } }
            table.add([
                metric.name, text(metric.value), text(other.value), gap.map { ($0 > 0 ? "+" : "") + text($0) } ?? "-",
            ])
        }
        var lines = [
            "A  " + comparison.first.title, "B  " + comparison.second.title,
            "\(comparison.source): \(NumberText.grouped(first.rows)) rows, the same for both", "",
        ]
        lines += table.lines + [""]
        if let interval = comparison.difference {
            let isClear = interval.lower > 0 || interval.upper < 0
            lines.append(
                "\(comparison.headlineName), B − A: \(NumberText.significant(interval.estimate, 3)), 95 % from "
                    + "\(NumberText.significant(interval.lower, 3)) to \(NumberText.significant(interval.upper, 3)) "
                    + "(bootstrap over the rows): \(isClear ? "does not hold 0" : "holds 0")")
        }
        if let test = comparison.test {
            let verdict = test.pValue < 0.05 ? "hardly by chance" : "may well be chance"
            lines.append(
                "McNemar: only A is right on \(test.onlyFirst) rows, only B on \(test.onlySecond); "
                    + "p = \(NumberText.significant(test.pValue, 3)) (exact): \(verdict)")
        }
        return lines
    }

    static func json(_ comparison: ModelComparison) -> JSON {
        func side(_ run: TrainedRun, _ measurement: Measurement) -> JSON {
            .object(
                [("run", run.json), ("tested_weights", JSONLines.weights(run.network.weights))]
                    + metrics(measurement).map { (EvaluationJSON.key($0.key), JSON($0.value)) })
        }
        return .object([
            ("a", side(comparison.first, comparison.measurements.first)),
            ("b", side(comparison.second, comparison.measurements.second)),
            ("source", .text(comparison.source)), ("rows", .integer(comparison.measurements.first.rows)),
            ("difference", JSON(comparison.difference?.estimate)),
            ("interval", EvaluationJSON.interval(comparison.difference, of: comparison.headlineName)),
            (
                "mcnemar",
                comparison.test.map {
                    .object([
                        ("only_a", .integer($0.onlyFirst)), ("only_b", .integer($0.onlySecond)),
                        ("statistic", .number($0.statistic)), ("p", .number($0.pValue)),
                    ])
                } ?? .null
            ),
        ])
    }

    private static func metrics(_ measurement: Measurement) -> [(name: String, key: String, value: Double?)] {
        switch measurement.scores {
        case .classes(let report):
            [
                ("accuracy", "accuracy", report.matrix.accuracy), ("F1 (mean)", "macro_f1", report.matrix.macroF1),
                ("ROC AUC", "roc_auc", report.rocArea), ("log-loss", "log_loss", report.logLoss),
                ("calibration (ECE)", "ece", report.calibration?.error),
            ]
        case .numbers(let score, _):
            [("MSE", "mse", score.mse), ("MAE", "mae", score.mae), ("R²", "r2", measurement.metrics.r2)]
        }
    }

    private static func text(_ value: Double?) -> String {
        value.flatMap { $0.isFinite ? NumberText.significant($0) : nil } ?? "-"
    }
}
