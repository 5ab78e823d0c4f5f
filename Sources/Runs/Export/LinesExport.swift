import Training
import Tunables

/// A run in JSON Lines: `run`, then `intervention`, `finding`, `epoch` and `steps`, each in their order.
struct LinesExport {
    let run: RecordedRun

    func text() -> String {
        var lines = [start]
        let current = Set(run.journal.branch.map(\.id))
        lines += run.journal.entries.map { intervention($0, isCurrent: current.contains($0.id)) }
        lines += run.findings.map(finding)
        lines += run.epochs.map(epoch)
        lines += steps
        return lines.map { $0.description + "\n" }.joined()
    }

    private var start: JSON {
        let record = run.record
        return .members([
            ("event", .text("run")), ("id", .text(record.id)), ("preset", .text(record.preset)),
            ("title", .text(record.title)), ("architecture", .text(record.architecture)),
            ("task", .text(record.task.rawValue)), ("parameters", .integer(record.parameterCount)),
            ("seed", .number(String(record.seed))), ("state", .text(record.state.rawValue)),
            ("started", .text(Clock.iso8601(record.started))), ("seconds", .real(record.seconds)),
            ("steps", .integer(record.steps)), ("epochs", .integer(record.epochs)),
            ("best_epoch", .integer(record.bestEpoch)), ("best_loss", .real(record.bestLoss)),
            ("test", metrics(record.test)), ("weights_sha256", record.weightsSHA256.map(JSON.text) ?? .null),
            ("settings", .members(run.settings.keys.map { ($0, JSON(plain: run.settings[$0])) })),
            ("tags", .array(record.tags.map(JSON.text))), ("note", .text(record.note)),
        ])
    }

    private func intervention(_ entry: JournalEntry, isCurrent: Bool) -> JSON {
        .members([
            ("event", .text("intervention")), ("id", .integer(entry.id)), ("parent", .integer(entry.parent)),
            ("step", .integer(entry.step)), ("epoch", .integer(entry.epoch)), ("source", .text(entry.source.rawValue)),
            ("set", .members(entry.assignments.map { ($0.key, JSON(plain: $0.value)) })),
            ("previous", .members(zip(entry.assignments, entry.previous).map { ($0.key, JSON(plain: $1)) })),
            ("in_force", .boolean(isCurrent)),
        ])
    }

    private func finding(_ finding: RecordedFinding) -> JSON {
        .members([
            ("event", .text("finding")), ("step", .integer(finding.step)), ("kind", .text(finding.kind)),
            ("severity", .text(finding.severity)), ("message", .text(finding.message)),
            ("advice", .array(finding.advice.map(JSON.text))),
        ])
    }

    private func epoch(_ report: EpochReport) -> JSON {
        .members([
            ("event", .text("epoch")), ("epoch", .integer(report.epoch)), ("step", .integer(report.step)),
            ("train", metrics(report.training)), ("validation", metrics(report.validation)),
            ("lr", .real(report.learningRate)), ("seconds", .real(report.seconds)),
            ("is_best", .boolean(report.isBest)),
        ])
    }

    private var steps: [JSON] {
        let rows = run.series.rows
        let columns = TelemetryNames(run.record.layers, layout: run.series.layout).columns
        return (0..<rows.count).map { row in
            .members(
                [
                    ("event", .text("steps")), ("first", .integer(rows.firsts[row])),
                    ("last", .integer(rows.lasts[row])),
                ]
                    + columns.map { column in
                        let bucket = rows.bucket(row: row, column: column.index)
                        return (column.name, .real(Double(bucket.displayValue)))
                    })
        }
    }

    private func metrics(_ metrics: SplitMetrics?) -> JSON {
        metrics.map { .members($0.named.map { ($0.name, .real($0.value)) }) } ?? .null
    }
}

extension JSON {
    /// A setting's value as other programs read it.
    init(plain value: Value?) {
        switch value {
        case nil: self = .null
        case .real(let number): self = .real(number)
        case .integer(let number): self = .integer(number)
        case .toggle(let isOn): self = .boolean(isOn)
        case .word(let word): self = .text(word)
        case .list(let values): self = .array(values.map { JSON(plain: $0) })
        }
    }
}
