import Diagnosis
import Terminal
import Training
import Tunables

/// A run in lines of text, for people: what plain output prints, and what stays after the dashboard is left.
enum PlainText {
    /// The lines before the first epoch.
    static func opening(_ run: RunDescription) -> [String] {
        var lines = [
            "\(run.name): \(run.architecture), \(NumberText.grouped(run.parameterCount)) parameters, seed \(run.seed)",
            "samples: \(NumberText.grouped(run.trainingSamples)) training, "
                + "\(NumberText.grouped(run.validationSamples)) validation, \(NumberText.grouped(run.testSamples)) test",
        ]
        lines += run.notes.map(\.words)
        return lines
    }

    /// One line an epoch.
    static func epoch(_ report: EpochReport, of count: Int) -> String {
        let total = String(count)
        let number = String(report.epoch).leftPadded(to: total.count)
        var line = "epoch \(number)/\(total)  step \(String(report.step).leftPadded(to: 7))"
        line += "  train " + metrics(report.training)
        if let validation = report.validation { line += "  val " + metrics(validation) }
        if let averaged = report.averaged { line += "  averaged " + metrics(averaged) }
        line += "  lr " + NumberText.significant(report.learningRate, 3).padded(to: 8)
        line += " " + NumberText.duration(report.seconds)
        if let sparsity = report.sparsity { line += "  zeros " + percent(sparsity.total) }
        if let ensemble = report.ensemble {
            line += "  ensemble of \(ensemble.members) " + trimmedMetrics(ensemble.metrics)
        }
        return report.isBest ? line + "  *" : line
    }

    /// An intervention: `step 640: optimizer.lr 0.1 → 0.01 (script)`.
    static func intervention(_ entry: JournalEntry) -> String {
        if entry.assignments.map(\.key) == ["stop"] { return "step \(entry.step): stopped by hand" }
        let changes = entry.assignments.enumerated().map { index, assignment in
            let before = entry.previous.indices.contains(index) ? entry.previous[index] : nil
            return before.map { "\(assignment.key) \($0) → \(assignment.value)" }
                ?? "\(assignment.key) → \(assignment.value)"
        }
        let rates = entry.rates.map { "; " + $0.words { NumberText.significant($0, 3) } } ?? ""
        return "step \(entry.step): \(changes.joined(separator: ", "))\(rates) (\(entry.source.rawValue))"
    }

    /// What was found about the run, and what to try.
    static func finding(_ verdict: GradientVerdict) -> [String] {
        let advice = verdict.advice.isEmpty ? [] : ["  try: " + verdict.advice.joined(separator: "; ")]
        return ["\(verdict.severity.rawValue): \(verdict.headline)"] + advice
    }

    /// What went non-finite first, and where.
    static func nonFinite(_ report: NonFiniteReport) -> String {
        "diverged: the " + report.words(step: String(report.step))
    }

    /// The lines after the last epoch.
    static func closing(_ log: RunLog) -> [String] {
        var lines: [String] = []
        if let report = log.nonFinite { lines.append(nonFinite(report)) }
        if let summary = log.summary {
            lines.append(
                "\(summary.preset): \(ending(summary)) after \(counted(summary.epochs, "epoch")), "
                    + "\(counted(summary.steps, "step")) in \(NumberText.duration(summary.seconds)) "
                    + "(\(rate(summary.stepsPerSecond)) steps/s)")
            if let best = best(summary) { lines.append(best) }
            if let moments = summary.averagedMoments {
                lines.append("final weights: the average of \(counted(moments, "moment")) (swa)")
            }
            if let test = summary.test { lines.append("test " + spelledOut(test) + weights(summary.testedWeights)) }
            if let ensemble = summary.ensemble { lines += self.ensemble(ensemble) }
        } else {
            lines.append("\(log.description.name): left while \(log.state.rawValue)")
        }
        if !log.interventions.isEmpty {
            lines.append(counted(log.interventions.count, "intervention") + ":")
            lines += log.interventions.map { "  " + intervention($0) }
        }
        if let summary = log.summary, !summary.weightsSHA256.isEmpty {
            lines.append("weights sha256 \(summary.weightsSHA256)")
        }
        return lines
    }

    /// The best epoch, by the name of what was watched: `best validation score 0.93 at epoch 6 (its loss 0.31)`.
    static func best(_ summary: RunSummary) -> String? {
        guard let epoch = summary.bestEpoch else { return nil }
        guard let metric = summary.bestMetric ?? summary.bestValidationLoss.map({ BestMetric(.validationLoss, $0) })
        else { return nil }
        let line = "best \(metric.name) \(NumberText.significant(metric.value)) at epoch \(epoch)"
        guard metric.monitor != .validationLoss, let loss = summary.bestValidationLoss else { return line }
        return line + " (its validation loss \(NumberText.significant(loss)))"
    }

    /// Which weights a result is of: ` (best weights, epoch 6)`.
    static func weights(_ weights: ChosenWeights?) -> String { weights.map { " (\($0.words))" } ?? "" }

    /// The ensemble on the test split, beside the best of its members.
    private static func ensemble(_ report: EnsembleReport) -> [String] {
        var lines = ["test of the ensemble of \(counted(report.members, "member")): " + spelledOut(report.metrics)]
        if let best = report.bestMember, let epoch = report.bestEpoch {
            lines.append("test of its best member, epoch \(epoch), alone: " + spelledOut(best))
        }
        return lines
    }

    private static func percent(_ share: Double) -> String { NumberText.fixed(100 * share, 1) + " %" }

    private static func ending(_ summary: RunSummary) -> String {
        switch summary.state {
        case .finished: "finished"
        case .stopped: "stopped"
        case .earlyStopped:
            "stopped early, \(summary.reason ?? "validation no longer improved"),"
        case .diverged: "diverged"
        case .preparing, .running, .paused, .evaluating: "left"
        }
    }

    private static func rate(_ stepsPerSecond: Double) -> String {
        stepsPerSecond >= 100 && stepsPerSecond < 1e15
            ? NumberText.grouped(Int(stepsPerSecond.rounded())) : NumberText.significant(stepsPerSecond, 3)
    }

    private static func metrics(_ metrics: SplitMetrics) -> String {
        var text = NumberText.significant(metrics.loss).padded(to: 9)
        if let accuracy = metrics.accuracy { text += " acc " + NumberText.fixed(accuracy, 4) }
        if let r2 = rSquared(metrics) { text += " R² " + r2 }
        return text
    }

    private static func trimmedMetrics(_ metrics: SplitMetrics) -> String {
        self.metrics(metrics).split(separator: " ").joined(separator: " ")
    }

    static func spelledOut(_ metrics: SplitMetrics) -> String {
        var parts = ["loss " + NumberText.significant(metrics.loss)]
        if let accuracy = metrics.accuracy { parts.append("accuracy " + NumberText.fixed(accuracy, 4)) }
        if let r2 = rSquared(metrics) { parts.append("R² " + r2) }
        if let mae = metrics.mae { parts.append("mean absolute error " + NumberText.significant(mae)) }
        if let rows = metrics.nonFiniteRows { parts.append("\(counted(rows, "row")) with outputs that are not finite") }
        return parts.joined(separator: ", ")
    }

    /// R² of a regression; "-" where the targets are all the same.
    private static func rSquared(_ metrics: SplitMetrics) -> String? {
        guard metrics.mae != nil else { return nil }
        return metrics.r2.map { NumberText.fixed($0, 4) } ?? "-"
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
        "\(NumberText.grouped(count)) \(noun)\(count == 1 ? "" : "s")"
    }
}
