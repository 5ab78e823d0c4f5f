import Evaluation
import Terminal
import Training

/// An evaluation in lines of text.
enum EvaluationText {
    /// A confusion matrix of more classes is left to JSON.
    private static let mostClassesShown = 24

    static func lines(_ report: EvaluationReport) -> [String] {
        let network = report.run.network
        var lines = [report.run.title, "\(report.source): \(NumberText.grouped(report.measurement.rows)) rows"]
        let nonFinite = report.measurement.nonFinite
        if !nonFinite.isEmpty { lines.append(NonFiniteOutputs.words(nonFinite, of: report.measurement.rows)) }
        lines.append("")
        switch report.measurement.scores {
        case .classes(let scores):
            lines += summary(scores, interval: report.measurement.interval)
            lines.append("loss               " + loss(report))
            lines += [""] + classTable(scores, names: network.classNames)
            if network.classNames.count <= mostClassesShown {
                lines += ["", "confusion (a row a true class, a column what it was taken for)"]
                lines += matrix(scores.matrix, names: network.classNames)
            }
        case .numbers(let score, let residuals):
            lines += summary(score, r2: report.measurement.metrics.r2, interval: report.measurement.interval)
            lines.append("loss " + loss(report))
            lines += [""] + residualLines(residuals)
        }
        return lines + [""] + robustness(report) + [""] + costs(report)
    }

    private static func summary(_ report: ClassificationReport, interval: BootstrapInterval?) -> [String] {
        let matrix = report.matrix
        let isBinary = report.classes.count == 2
        let areas = isBinary ? "of the second class" : "mean over the classes"
        var lines = ["accuracy           " + share(matrix.accuracy) + self.interval(interval)]
        lines.append("precision          " + share(matrix.macroPrecision) + "  mean over the classes")
        lines.append("recall             " + share(matrix.macroRecall) + "  mean over the classes")
        lines.append("F1                 " + share(matrix.macroF1) + "  mean over the classes")
        lines.append("ROC AUC            " + (report.rocArea.map { share($0) + "  \(areas)" } ?? missing))
        lines.append("average precision  " + (report.averagePrecision.map { share($0) + "  \(areas)" } ?? missing))
        guard let loss = report.logLoss, let calibration = report.calibration else {
            return lines + ["log-loss           -  the outputs are no probabilities"]
        }
        lines.append("log-loss           " + NumberText.significant(loss))
        lines.append("calibration (ECE)  " + share(calibration.error))
        return lines
    }

    private static let missing = "-  a class has no rows, or an output is not finite"

    /// What the run minimized, as its summary tells it.
    private static func loss(_ report: EvaluationReport) -> String {
        let name = report.run.network.lossName
        let loss = report.measurement.metrics.loss
        return (loss.isFinite ? NumberText.significant(loss) : "-") + "  \(name), as the run minimized it"
    }

    private static func classTable(_ report: ClassificationReport, names: [String]) -> [String] {
        var table = TextTable()
        table.add(["class", "precision", "recall", "F1", "ROC AUC", "avg. precision", "rows"])
        for (name, scores) in zip(names, report.classes) {
            table.add([
                brief(name), share(scores.precision), share(scores.recall), share(scores.f1),
                scores.rocArea.map(share) ?? "-", scores.averagePrecision.map(share) ?? "-", "\(scores.support)",
            ])
        }
        return table.lines
    }

    private static func matrix(_ matrix: ConfusionMatrix, names: [String]) -> [String] {
        var table = TextTable()
        table.add([""] + names.map { brief($0, 10) })
        for (label, name) in names.enumerated() {
            table.add([brief(name)] + names.indices.map { matrix[label, $0] == 0 ? "·" : "\(matrix[label, $0])" })
        }
        return table.lines
    }

    private static func summary(_ score: RegressionScore, r2: Double?, interval: BootstrapInterval?) -> [String] {
        [
            "MSE  " + NumberText.significant(score.mse) + self.interval(interval),
            "MAE  " + NumberText.significant(score.mae),
            "R²   " + (r2.map { NumberText.fixed($0, 4) } ?? "-"),
        ]
    }

    private static func residualLines(_ residuals: Residuals) -> [String] {
        var table = TextTable()
        table.add(["residual (truth − prediction)", "mean", "std. dev.", "least", "25 %", "median", "75 %", "largest"])
        let numbers = [residuals.mean, residuals.standardDeviation] + [0, 0.25, 0.5, 0.75, 1].map(residuals.quantile)
        table.add([""] + numbers.map { NumberText.significant($0, 3) })
        return table.lines
    }

    private static func robustness(_ report: EvaluationReport) -> [String] {
        guard !report.robustness.isEmpty else { return ["robustness: not measured; tokens do not drift"] }
        let isClassifier = report.headlineName == "accuracy"
        func text(_ value: Double) -> String { isClassifier ? share(value) : NumberText.significant(value) }
        var table = TextTable()
        table.add(["inputs that drift (standard deviations)", report.headlineName, "change"])
        let plain = report.measurement.headline
        table.add(["as they are", text(plain), ""])
        for item in report.robustness {
            let change = item.headline - plain
            table.add([words(item.drift), text(item.headline), (change > 0 ? "+" : "") + text(change)])
        }
        return table.lines
    }

    private static func words(_ drift: InputDrift) -> String {
        switch drift {
        case .noise(let level): "noise of σ = \(NumberText.significant(level))"
        case .shift(let level): "shift by δ = \(level > 0 ? "+" : "")\(NumberText.significant(level))"
        }
    }

    private static func costs(_ report: EvaluationReport) -> [String] {
        let network = report.run.network
        let size =
            "size       \(NumberText.grouped(network.parameterCount)) parameters, "
            + "\(NumberText.grouped(network.byteCount)) bytes"
        guard let time = report.time else { return [size] }
        return [
            size,
            "inference  \(microseconds(time.single)) for one row, \(microseconds(time.batched)) a row in batches of "
                + "\(time.batch) (medians of \(time.repeats))",
        ]
    }

    private static func microseconds(_ seconds: Double) -> String { NumberText.significant(seconds * 1e6, 3) + " µs" }

    private static func interval(_ interval: BootstrapInterval?) -> String {
        guard let interval else { return "" }
        return "  (\(NumberText.significant(interval.confidence * 100)) %: "
            + "\(NumberText.significant(interval.lower)) to \(NumberText.significant(interval.upper)))"
    }

    private static func share(_ number: Double) -> String { NumberText.fixed(number, 4) }

    private static func brief(_ name: String, _ length: Int = 24) -> String {
        name.harmless.fitted(to: length)
    }
}
