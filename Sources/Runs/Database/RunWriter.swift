import Datasets
import GRDB
import Tensors
import Training
import Tunables

/// Turns what happened to one run into rows of the database, a transaction at a time. Used on the recorder's queue.
final class RunWriter: Sendable {
    /// How far the run has come, as the database will know it.
    struct Progress: Sendable {
        var branch: Int
        var branchCount: Int
        var head: Int?
        var parents: [Int: Int] = [:]
        var step = 0
        var epoch = 0
        var seconds = 0.0
        var state = RunState.preparing
        var settings: Settings?
        var bests: [Best] = []
        var interventions = 0
        /// What undoing left, newest last; redoing takes it from here.
        var left: [Left] = []
        var levels: [SeriesKind: SeriesLevels] = [:]
    }

    struct Best: Sendable {
        let epoch: Int
        let step: Int
        let loss: Double
        let score: Double?
    }

    struct Left: Sendable {
        let branch: Int
        let head: Int?
        let bests: [Best]
    }

    let name: RunID
    var id: String { name.description }
    let layout: TelemetryLayout
    let experiment: Experiment
    let preprocessing: Preprocessing?
    /// With the life that is now being written.
    let lineage: RunLineage
    var checkpoints: CheckpointFolder { store.folder.checkpoints(of: name) }
    private let store: RunStore
    private let number: Int64
    /// What is to be entered before anything else is, where the run goes on: a run that is over and only looked at stays
    /// as it is.
    private let opening: Locked<Opening?>
    /// As long as it stands at the run, nobody else writes it.
    private let process = ProcessMark.own
    private let progress: Locked<Progress>

    init(_ store: RunStore, _ run: NewRun, layout: TelemetryLayout) throws(RunsError) {
        self.store = store
        self.layout = layout
        experiment = run.experiment
        preprocessing = run.preprocessing
        let lineage = RunLineage.beginning()
        self.lineage = lineage
        (number, name) = try store.write { database in try run.insert(lineage, database) }
        opening = Locked(nil)
        progress = Locked(Progress(branch: 0, branchCount: 1))
    }

    /// How a run that goes on is entered.
    private struct Opening: Sendable {
        let branch: Int
        let parent: Int
        let step: Int
        let journal: InterventionTree
        let lineage: RunLineage
        /// What has computed the run by now, where that is news.
        let arithmetic: [Arithmetic]?

        func insert(run number: Int64, _ database: Database) throws {
            try database.execute(
                sql: "INSERT INTO branch (run, branch, parent, from_step, cause) VALUES (?, ?, ?, ?, 'resume')",
                arguments: [number, branch, parent, step])
            try database.execute(
                sql: "UPDATE run SET branch = ?, head = ?, steps = ?, lineage = ? WHERE number = ?",
                arguments: [branch, journal.head, step, try ExactEncoder.json(lineage).description, number])
            if let arithmetic {
                try database.execute(
                    sql: "UPDATE run SET arithmetic = ? WHERE number = ?",
                    arguments: [try ExactEncoder.json(arithmetic).description, number])
            }
            // What a checkpoint knew before the database heard of it.
            for entry in journal.entries {
                try entry.insert(run: number, at: Timestamp.now, replaces: false, database)
            }
        }
    }

    init(
        _ store: RunStore, resuming name: String, atStep step: Int, epoch: Int, journal: InterventionTree,
        preprocessing: Preprocessing? = nil, arithmetic: Arithmetic = .current
    ) throws(RunsError) {
        let record = try store.record(name)
        self.store = store
        experiment = try store.experiment(of: record)
        self.preprocessing = preprocessing
        let lineage = record.lineage.continued()
        self.lineage = lineage
        self.name = record.name
        number = record.number
        layout = TelemetryLayout(layerCount: record.layers.count)
        let bests = try store.bests(of: record, through: step)
        let opening = try store.write { [number, id = record.id, process] database in
            let holder = try String.fetchOne(
                database, sql: "SELECT process FROM run WHERE number = ?", arguments: [number])
            guard let holder else { throw RunsError.removed(id) }
            guard holder == process || !ProcessMark.isAlive(holder) else { throw RunsError.takenOver(id) }
            try database.execute(sql: "UPDATE run SET process = ? WHERE number = ?", arguments: [process, number])
            let count = try Int.fetchOne(
                database, sql: "SELECT max(branch) + 1 FROM branch WHERE run = ?", arguments: [number])
            let next = count ?? 1
            guard (0..<1 << 48).contains(next) else { throw DatabaseValue.damaged("branch") }
            let opening = Opening(
                branch: next, parent: record.branch, step: step, journal: journal, lineage: lineage,
                // What was recorded before this was known stays unknown.
                arithmetic: record.arithmetic.isEmpty || record.arithmetic.contains(arithmetic)
                    ? nil : record.arithmetic + [arithmetic])
            if !record.state.isOver {
                try opening.insert(run: number, database)
                try Self.forgetEnd(of: number, database)
            }
            return opening
        }
        self.opening = Locked(record.state.isOver ? opening : nil)
        var resumed = Progress(branch: opening.branch, branchCount: opening.branch + 1, head: journal.head)
        if record.state.isOver { resumed.state = record.state }
        for entry in journal.entries { resumed.parents[entry.id] = entry.parent }
        resumed.step = step
        resumed.epoch = epoch
        resumed.seconds = record.seconds
        resumed.interventions = journal.branch.count
        resumed.bests = bests
        progress = Locked(resumed)
    }

    /// Enters that the run goes on, if that has not been done.
    ///
    /// - Throws: as ``write(_:isDurable:isLast:)``.
    func open() throws(RunsError) {
        guard opening.withLock({ $0 != nil }) else { return }
        try write([], isDurable: true, isLast: false)
    }

    /// Writes changes in their order, all of them or none; after the last the run is free for others.
    ///
    /// - Throws: ``RunsError``: `missing` where the run was removed, `busy` where another process has taken it over.
    func write(_ changes: [RunChange], isDurable: Bool, isLast: Bool) throws(RunsError) {
        let before = progress.withLock { $0 }
        let opening = opening.withLock { $0 }
        let isUntouched = opening != nil && changes.isEmpty && isLast
        let after = try store.write(isDurable: isDurable) { [number, id, process, layout] database in
            let holder = try String.fetchOne(
                database, sql: "SELECT process FROM run WHERE number = ?", arguments: [number])
            guard let holder else { throw RunsError.removed(id) }
            guard holder == process || holder.isEmpty else { throw RunsError.takenOver(id) }
            var next = before
            if isUntouched {
                try database.execute(sql: "UPDATE run SET process = '' WHERE number = ?", arguments: [number])
                return next
            }
            try opening?.insert(run: number, database)
            for change in changes { try next.apply(change, run: number, layout: layout, database) }
            if isLast { try next.finishLevels(database) }
            try next.updateRun(number, process: isLast ? "" : process, database)
            return next
        }
        progress.withLock { $0 = after }
        if !isUntouched { self.opening.withLock { $0 = nil } }
    }

    /// Leaves nothing of what was written in the log alone; see ``RunStore/settle()``.
    func settle() { store.settle() }
}

extension RunWriter {
    /// The run goes on: how it ended before is no longer true.
    static func forgetEnd(of run: Int64, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE run SET test = NULL, summary = NULL, weights_sha256 = NULL, reason = NULL WHERE number = ?",
            arguments: [run])
    }
}

extension RunsError {
    fileprivate static func removed(_ id: String) -> RunsError {
        RunsError(.missing, place: id, reason: "the run was removed while it was open", remedy: "start a new one")
    }

    fileprivate static func takenOver(_ id: String) -> RunsError {
        RunsError(
            .busy, place: id, reason: "the run is open in another process", remedy: "leave it there first")
    }
}

extension NewRun {
    /// Enters the run under an id that nobody has.
    func insert(_ lineage: RunLineage, _ database: Database) throws -> (number: Int64, id: RunID) {
        var id = id(chance: .random(in: 0...(.max)))
        while try Int.fetchOne(database, sql: "SELECT 1 FROM run WHERE id = ?", arguments: [id.description]) != nil {
            id = self.id(chance: .random(in: 0...(.max)))
        }
        let threads = experiment.settings["threads"]?.number.map { Int($0) } ?? 1
        let columns: KeyValuePairs<String, (any DatabaseValueConvertible)?> = [
            "id": id.description, "preset": description.name, "title": description.title, "preset_text": presetText,
            "experiment": try ExactEncoder.json(experiment).description,
            "settings": try ExactEncoder.json(experiment.settings).description,
            "architecture": description.architecture, "task": description.task.rawValue,
            "layers": try ExactEncoder.json(description.layers).description,
            "parameters": description.parameterCount, "training_samples": description.trainingSamples,
            "validation_samples": description.validationSamples, "test_samples": description.testSamples,
            "loading_notes": try ExactEncoder.json(description.notes).description,
            "seed": Int64(bitPattern: description.seed), "threads": threads,
            "machine": machine, "program": program,
            "arithmetic": try ExactEncoder.json([arithmetic]).description, "process": ProcessMark.own,
            "state": RunState.preparing.rawValue, "started": started, "updated": started,
            "planned_epochs": description.epochs, "lineage": try ExactEncoder.json(lineage).description,
            "data": try preprocessing.map { try ExactEncoder.json($0.source).description },
        ]
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        try database.execute(
            sql: "INSERT INTO run (\(columns.map(\.key).joined(separator: ", "))) VALUES (\(marks))",
            arguments: StatementArguments(columns.map(\.value)))
        let number = database.lastInsertedRowID
        try database.execute(
            sql: "INSERT INTO branch (run, branch, from_step, cause) VALUES (?, 0, 0, 'start')", arguments: [number])
        return (number, id)
    }
}
