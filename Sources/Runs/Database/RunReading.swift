import Datasets
import GRDB
import Training
import Tunables

/// One run with everything that is kept of it, its series at the resolution asked for.
public struct RecordedRun: Sendable {
    public let record: RunRecord
    public let description: RunDescription
    public let experiment: Experiment
    public let presetText: String
    /// How it ended, as it was told then; `nil` where it has not.
    public let summary: RunSummary?
    /// The settings in force at its end.
    public let settings: Settings
    public let journal: InterventionTree
    public let findings: [RecordedFinding]
    public let checkpoints: [RecordedCheckpoint]
    /// The epochs of the current branch, thinned where there are many; the latest and the best are among them.
    public let epochs: [EpochReport]
    /// Telemetry's columns over the current branch.
    public let series: RecordedSeries

    /// The same as a watcher would have it, for charts.
    public var history: RunHistory {
        var history = series.history()
        for entry in journal.branch { history.mark(step: entry.step) }
        for report in epochs { history.append(report) }
        return history
    }
}

extension RunStore {
    /// Opens a run.
    ///
    /// - Parameter points: rows of the series, about; the coarsest level that has so many is read.
    /// - Throws: ``RunsError``: `missing`, `ambiguous`, `corrupt`.
    public func open(_ name: String, points: Int = 2048) throws(RunsError) -> RecordedRun {
        let record = try record(name)
        let series = try series(of: record, points: points)
        let epochs = try epochs(of: record, points: points)
        let rest = try read { database in
            guard
                let row = try Row.fetchOne(
                    database,
                    sql: """
                        SELECT experiment, preset_text, settings, training_samples, validation_samples, test_samples,
                            loading_notes, head, summary
                        FROM run WHERE number = ?
                        """, arguments: [record.number])
            else { throw Self.vanished(record.id) }
            return (
                experiment: try row.take("experiment") as String, preset: try row.take("preset_text") as String,
                settings: try row.take("settings") as String, summary: try row.takeIfPresent("summary") as String?,
                notes: try row.take("loading_notes") as String,
                head: try row.countIfPresent("head"),
                samples: [
                    try row.count("training_samples"), try row.count("validation_samples"),
                    try row.count("test_samples"),
                ],
                entries: try JournalEntry.all(of: record.number, database),
                findings: try RecordedFinding.all(of: record.number, database),
                checkpoints: try RecordedCheckpoint.all(
                    of: record.number, in: folder.checkpoints(of: record.name), database)
            )
        }
        guard let journal = InterventionTree(entries: rest.entries, head: rest.head) else {
            throw damaged(record.id, "its journal does not form a tree")
        }
        do {
            return RecordedRun(
                record: record,
                description: RunDescription(
                    name: record.preset, title: record.title, architecture: record.architecture, layers: record.layers,
                    parameterCount: record.parameterCount, task: record.task, seed: record.seed,
                    epochs: record.plannedEpochs, trainingSamples: rest.samples[0],
                    validationSamples: rest.samples[1], testSamples: rest.samples[2],
                    notes: try ExactDecoder.value([LoadingNote].self, from: JSONParser.parse(rest.notes)),
                    parts: ExperimentSchema.liveParts),
                experiment: try ExactDecoder.value(Experiment.self, from: JSONParser.parse(rest.experiment)),
                presetText: rest.preset,
                summary: try rest.summary.map { try ExactDecoder.value(RunSummary.self, from: JSONParser.parse($0)) },
                settings: try ExactDecoder.value(Settings.self, from: JSONParser.parse(rest.settings)),
                journal: journal, findings: rest.findings, checkpoints: rest.checkpoints, epochs: epochs,
                series: series)
        } catch {
            throw damaged(record.id, "\(error)")
        }
    }

    /// A run's journal: all entries ever made, and the one in force.
    public func journal(of name: String) throws(RunsError) -> InterventionTree {
        let record = try record(name)
        let (entries, head) = try read { database in
            (
                try JournalEntry.all(of: record.number, database),
                try Int.fetchOne(database, sql: "SELECT head FROM run WHERE number = ?", arguments: [record.number])
            )
        }
        guard let journal = InterventionTree(entries: entries, head: head) else {
            throw damaged(record.id, "its journal does not form a tree")
        }
        return journal
    }

    /// What a run was started as.
    func experiment(of record: RunRecord) throws(RunsError) -> Experiment {
        let text = try read { database in
            try String.fetchOne(
                database, sql: "SELECT experiment FROM run WHERE number = ?", arguments: [record.number])
        }
        do {
            return try ExactDecoder.value(Experiment.self, from: JSONParser.parse(text ?? ""))
        } catch {
            throw damaged(record.id, "its experiment cannot be read: \(error)")
        }
    }

    /// The data a run was started on; `nil` where an earlier version of the program recorded it.
    public func data(of record: RunRecord) throws(RunsError) -> DataIdentity? {
        let text = try read { [number = record.number] database in
            try String.fetchOne(database, sql: "SELECT data FROM run WHERE number = ?", arguments: [number])
        }
        guard let text else { return nil }
        do {
            return try ExactDecoder.value(DataIdentity.self, from: JSONParser.parse(text))
        } catch {
            throw damaged(record.id, "what it says of its data cannot be read: \(error)")
        }
    }

    /// The checkpoints of a run; others that lie among them are refused.
    public func checkpoints(of record: RunRecord) -> CheckpointFolder {
        CheckpointFolder(folder.checkpoints(of: record.name).path, of: record.id, record.lineage)
    }

    private static func vanished(_ id: String) -> RunsError {
        RunsError(.missing, place: id, reason: "the run was removed just now", remedy: "list the runs again")
    }

    private func damaged(_ id: String, _ reason: String) -> RunsError {
        RunsError(
            .corrupt, place: "\(folder.databasePath), run \(id)", reason: reason,
            remedy: "the run's checkpoints can still be used")
    }
}

extension JournalEntry {
    fileprivate static func all(of run: Int64, _ database: Database) throws -> [JournalEntry] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM intervention WHERE run = ? ORDER BY entry", arguments: [run]
        ).map { row in
            try JournalEntry(
                id: row.count("entry"), parent: row.countIfPresent("parent"), step: row.count("step"),
                epoch: row.count("epoch"),
                assignments: try ExactDecoder.value(
                    [Assignment].self, from: JSONParser.parse(row.take("assignments") as String)),
                previous: try ExactDecoder.value([Value?].self, from: JSONParser.parse(row.take("previous") as String)),
                source: CommandSource(rawValue: row.take("source")) ?? .key, commandID: row.take("command"),
                rates: (row.takeIfPresent("rates") as String?).map {
                    try ExactDecoder.value(RateChange.self, from: JSONParser.parse($0))
                })
        }
    }
}

extension RecordedFinding {
    fileprivate static func all(of run: Int64, _ database: Database) throws -> [RecordedFinding] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM finding WHERE run = ? ORDER BY step, number", arguments: [run]
        ).map { row in
            try RecordedFinding(
                step: row.count("step"), kind: row.take("kind"), severity: row.take("severity"),
                message: row.take("message"),
                advice: try JSONParser.parse(row.take("advice") as String).elements?.compactMap(\.string) ?? [],
                isWithdrawn: (row.takeIfPresent("withdrawn") as Bool?) ?? false)
        }
    }
}

extension RecordedCheckpoint {
    /// The checkpoints that rows tell of, each in the run's folder, wherever that lies now: of what a row says of the place
    /// only the file's name counts.
    fileprivate static func all(
        of run: Int64, in folder: CheckpointFolder, _ database: Database
    ) throws -> [RecordedCheckpoint] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM checkpoint WHERE run = ? ORDER BY at", arguments: [run]
        ).compactMap { row in
            guard let name = FileName(endOf: try row.take("path")) else { return nil }
            return try RecordedCheckpoint(
                path: folder.path(of: name), role: CheckpointFolder.Role(rawValue: row.take("role")) ?? .periodic,
                step: row.count("step"), epoch: row.count("epoch"), byteCount: row.count("bytes"),
                fingerprint: row.take("fingerprint"), weightsSHA256: row.takeIfPresent("weights_sha256"),
                at: row.seconds("at"), writeSeconds: row.seconds("write_seconds"))
        }
    }
}
