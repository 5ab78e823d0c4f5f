import Runs
import Training

/// A recorded run in lines of text.
enum RunText {
    static func lines(_ run: RecordedRun, in folder: RunsFolder) -> [String] {
        let record = run.record
        var lines = [
            "\(record.id): \(RunTable.state(record))",
            "\(record.preset): \(record.architecture), \(NumberText.grouped(record.parameterCount)) parameters, "
                + "seed \(record.seed), \(record.threads) thread\(record.threads == 1 ? "" : "s")",
            "began \(RunTable.local(record.started)), \(NumberText.duration(record.seconds)) of training, "
                + "\(NumberText.grouped(record.steps)) steps, epoch \(record.epochs) of \(record.plannedEpochs)",
        ]
        if !record.machine.isEmpty { lines.append("on \(record.machine), \(record.program)") }
        if !record.arithmetic.isEmpty {
            lines.append("computed by " + record.arithmetic.map(ArithmeticWords.words).joined(separator: ", then "))
        }
        if !record.tags.isEmpty { lines.append("tags: " + record.tags.joined(separator: " ")) }
        if !record.note.isEmpty { lines.append("note: " + record.note) }
        if let reason = record.reason { lines.append("ended because \(reason)") }
        if let loss = record.bestLoss, let epoch = record.bestEpoch {
            let score = record.bestScore.map {
                record.task == .classification
                    ? ", accuracy \(NumberText.fixed($0, 4))" : ", R² \(NumberText.fixed($0, 4))"
            }
            lines.append("best: loss \(NumberText.significant(loss))\(score ?? "") at epoch \(epoch)")
        }
        if let test = record.test {
            lines.append("test: " + PlainText.spelledOut(test) + PlainText.weights(run.summary?.testedWeights))
        }
        if let hash = record.weightsSHA256 { lines.append("weights sha256 \(hash)") }
        lines += journal(run) + findings(run) + checkpoints(run)
        if record.isInterrupted, record.state != .diverged {
            lines.append("it goes on with: descent resume \(record.id)\(folder.option)")
        }
        return lines
    }

    private static func journal(_ run: RecordedRun) -> [String] {
        guard !run.journal.entries.isEmpty else { return [] }
        let current = Set(run.journal.branch.map(\.id))
        return ["journal:"]
            + run.journal.entries.map {
                "  \($0.id)  \(PlainText.intervention($0))\(current.contains($0.id) ? "" : ", undone")"
            }
    }

    private static func findings(_ run: RecordedRun) -> [String] {
        guard !run.findings.isEmpty else { return [] }
        return ["findings:"]
            + run.findings.flatMap { finding in
                let line = "  step \(finding.step): \(finding.severity): \(finding.message)"
                if finding.isWithdrawn { return [line + ", withdrawn"] }
                return finding.advice.isEmpty ? [line] : [line, "    try: " + finding.advice.joined(separator: "; ")]
            }
    }

    /// The latest that were written; older ones are gone from the disk.
    private static func checkpoints(_ run: RecordedRun) -> [String] {
        guard let last = run.checkpoints.last else { return [] }
        return [
            "checkpoints: \(run.checkpoints.count) written, the last at step \(NumberText.grouped(last.step)) "
                + "(\(NumberText.grouped(last.byteCount)) bytes in \(NumberText.significant(1000 * last.writeSeconds, 2)) ms)"
        ]
    }
}
