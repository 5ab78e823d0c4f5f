import Evaluation
import Training

/// An evaluation as one JSON object.
enum EvaluationJSON {
    static func value(_ report: EvaluationReport) -> JSON {
        let network = report.run.network
        var members: [(String, JSON)] = [
            ("run", report.run.json), ("tested_weights", JSONLines.weights(network.weights)),
            ("source", .text(report.source)), ("rows", .integer(report.measurement.rows)),
            ("non_finite_rows", .integer(report.measurement.nonFinite.count)),
            ("loss", .number(report.measurement.metrics.loss)),
        ]
        switch report.measurement.scores {
        case .classes(let scores): members += self.members(scores, names: network.classNames)
        case .numbers(let score, let residuals):
            members += self.members(score, residuals, r2: report.measurement.metrics.r2)
        }
        members.append(("interval", interval(report.measurement.interval, of: report.headlineName)))
        members.append(
            (
                "robustness",
                .array(
                    report.robustness.map { item in
                        let (kind, level) =
                            switch item.drift {
                            case .noise(let level): ("noise", level)
                            case .shift(let level): ("shift", level)
                            }
                        return .object([
                            ("kind", .text(kind)), ("level", .number(level)),
                            (key(report.headlineName), .number(item.headline)),
                        ])
                    })
            ))
        members.append(("parameters", .integer(network.parameterCount)))
        members.append(("bytes", .integer(network.byteCount)))
        members.append(
            (
                "inference_seconds",
                report.time.map {
                    .object([
                        ("single", .number($0.single)), ("batched", .number($0.batched)), ("batch", .integer($0.batch)),
                        ("repeats", .integer($0.repeats)),
                    ])
                } ?? .null
            ))
        return .object(members)
    }

    private static func members(_ report: ClassificationReport, names: [String]) -> [(String, JSON)] {
        let matrix = report.matrix
        let classes = zip(names, report.classes).map { name, scores in
            JSON.object([
                ("class", .text(name)), ("precision", .number(scores.precision)), ("recall", .number(scores.recall)),
                ("f1", .number(scores.f1)), ("roc_auc", JSON(scores.rocArea)),
                ("average_precision", JSON(scores.averagePrecision)), ("rows", .integer(scores.support)),
            ])
        }
        let bins = report.calibration?.bins.map { bin in
            JSON.object([
                ("rows", .integer(bin.count)), ("confidence", .number(bin.confidence)),
                ("accuracy", .number(bin.accuracy)),
            ])
        }
        return [
            ("task", .text("classification")), ("accuracy", .number(matrix.accuracy)),
            ("macro_precision", .number(matrix.macroPrecision)), ("macro_recall", .number(matrix.macroRecall)),
            ("macro_f1", .number(matrix.macroF1)), ("roc_auc", JSON(report.rocArea)),
            ("average_precision", JSON(report.averagePrecision)), ("log_loss", JSON(report.logLoss)),
            ("ece", JSON(report.calibration?.error)), ("classes", .array(classes)),
            (
                "confusion",
                .array(
                    names.indices.map { label in .array(names.indices.map { .integer(matrix[label, $0]) }) })
            ),
            ("calibration", bins.map(JSON.array) ?? .null),
        ]
    }

    private static func members(_ score: RegressionScore, _ residuals: Residuals, r2: Double?) -> [(String, JSON)] {
        [
            ("task", .text("regression")), ("mse", .number(score.mse)), ("mae", .number(score.mae)),
            ("r2", JSON(r2)),
            (
                "residuals",
                .object([
                    ("mean", .number(residuals.mean)), ("standard_deviation", .number(residuals.standardDeviation)),
                    (
                        "quantiles",
                        .object(
                            [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1].map { ("\($0)", .number(residuals.quantile($0))) })
                    ),
                ])
            ),
        ]
    }

    static func interval(_ interval: BootstrapInterval?, of name: String) -> JSON {
        guard let interval else { return .null }
        return .object([
            ("of", .text(key(name))), ("confidence", .number(interval.confidence)),
            ("lower", .number(interval.lower)), ("upper", .number(interval.upper)),
            ("resamples", .integer(interval.resamples)),
        ])
    }

    /// `MSE` is `mse` in JSON.
    static func key(_ name: String) -> String { name.lowercased() }
}
