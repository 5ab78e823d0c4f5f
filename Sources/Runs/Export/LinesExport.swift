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

    /// All but the telemetry as one object.
    var object: JSON {
        let current = Set(run.journal.branch.map(\.id))
        return .members(
            run.record.members + [
                ("tested_weights", testedWeights),
                ("settings", settings),
                ("journal", .array(run.journal.entries.map { intervention($0, isCurrent: current.contains($0.id)) })),
                ("findings", .array(run.findings.map(finding))),
                ("checkpoints", .array(run.checkpoints.map(checkpoint))),
            ])
    }

    private var settings: JSON { .members(run.settings.keys.map { ($0, JSON(plain: run.settings[$0])) }) }

    private var start: JSON {
        .members(
            [("event", .text("run"))] + run.record.members + [
                ("tested_weights", testedWeights), ("settings", settings),
            ])
    }

    private var testedWeights: JSON {
        run.summary?.testedWeights.map { weights in
            .members([
                ("kind", .text(weights.kind.rawValue)), ("epoch", .integer(weights.epoch)),
                ("step", .integer(weights.step)),
            ])
        } ?? .null
    }

    private func checkpoint(_ checkpoint: RecordedCheckpoint) -> JSON {
        .members([
            ("path", .text(checkpoint.path)), ("role", .text(checkpoint.role.rawValue)),
            ("step", .integer(checkpoint.step)), ("epoch", .integer(checkpoint.epoch)),
            ("bytes", .integer(checkpoint.byteCount)),
            ("weights_sha256", checkpoint.weightsSHA256.map(JSON.text) ?? .null),
            ("written", .text(Timestamp.iso8601(checkpoint.at))),
        ])
    }

    private func intervention(_ entry: JournalEntry, isCurrent: Bool) -> JSON {
        .members(
            [
                ("event", .text("intervention")), ("id", .integer(entry.id)), ("parent", .integer(entry.parent)),
                ("step", .integer(entry.step)), ("epoch", .integer(entry.epoch)),
                ("source", .text(entry.source.rawValue)),
                ("set", .members(entry.assignments.map { ($0.key, JSON(plain: $0.value)) })),
                ("previous", .members(zip(entry.assignments, entry.previous).map { ($0.key, JSON(plain: $1)) })),
                ("in_force", .boolean(isCurrent)),
            ] + (entry.rates.map { [("rate", rates($0))] } ?? []))
    }

    /// What is set and what is in force, before and after.
    private func rates(_ change: RateChange) -> JSON {
        func rate(_ rate: RateChange.Rate) -> JSON {
            .members([("base", .real(rate.base)), ("effective", .real(rate.effective)), ("by", .text(rate.by))])
        }
        return .members([("before", rate(change.before)), ("after", rate(change.after))])
    }

    private func finding(_ finding: RecordedFinding) -> JSON {
        .members([
            ("event", .text("finding")), ("step", .integer(finding.step)), ("kind", .text(finding.kind)),
            ("severity", .text(finding.severity)), ("message", .text(finding.message)),
            ("advice", .array(finding.advice.map(JSON.text))), ("withdrawn", .boolean(finding.isWithdrawn)),
        ])
    }

    private func epoch(_ report: EpochReport) -> JSON {
        .members([
            ("event", .text("epoch")), ("epoch", .integer(report.epoch)), ("step", .integer(report.step)),
            ("train", JSON(report.training)), ("validation", JSON(report.validation)),
            ("averaged", JSON(report.averaged)), ("ensemble", ensemble(report.ensemble)),
            ("lr", .real(report.learningRate)), ("seconds", .real(report.seconds)),
            ("is_best", .boolean(report.isBest)),
        ])
    }

    private func ensemble(_ report: EnsembleReport?) -> JSON {
        guard let report else { return .null }
        return .members([
            ("members", .integer(report.members)), ("metrics", JSON(report.metrics)),
            ("best_member", JSON(report.bestMember)), ("best_member_epoch", .integer(report.bestEpoch)),
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
}

extension RecordedRun {
    /// The run as one line of JSON, for programs: its record, settings, journal, findings and checkpoints.
    public var jsonLine: String { LinesExport(run: self).object.description }
}

extension RunRecord {
    /// The record as one line of JSON, for programs.
    public var jsonLine: String { JSON.members(members).description }

    fileprivate var members: [(String, JSON)] {
        [
            ("id", .text(id)), ("preset", .text(preset)), ("title", .text(title)),
            ("architecture", .text(architecture)), ("task", .text(task.rawValue)),
            ("parameters", .integer(parameterCount)), ("seed", .number(String(seed))),
            ("state", .text(isInterrupted ? "interrupted" : state.rawValue)),
            ("reason", reason.map(JSON.text) ?? .null),
            ("started", .text(Timestamp.iso8601(started))), ("seconds", .real(seconds)), ("steps", .integer(steps)),
            ("epochs", .integer(epochs)), ("best_epoch", .integer(bestEpoch)), ("best_loss", .real(bestLoss)),
            ("best_score", .real(bestScore)), ("test", JSON(test)),
            ("weights_sha256", weightsSHA256.map(JSON.text) ?? .null), ("interventions", .integer(interventions)),
            ("tags", .array(tags.map(JSON.text))), ("note", .text(note)),
        ]
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

    /// The metrics the task has.
    init(_ metrics: SplitMetrics?) {
        self = metrics.map { .members($0.named.map { ($0.name, .real($0.value)) }) } ?? .null
    }
}
