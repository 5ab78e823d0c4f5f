import Training

/// How an interrupted run goes on: from which checkpoint, and what has to be done again after it.
///
/// To go on exactly where the run was: restore ``start`` (or begin anew where there is none), keep the whole ``journal``
/// with the head at the checkpoint's, and at the step of each of ``pending`` apply its assignments and move the head to it.
public struct ResumePlan: Sendable {
    public let record: RunRecord
    public let experiment: Experiment
    /// The newest checkpoint that lies on the current branch; `nil` where none does: then the run starts anew.
    public let start: Checkpoint?
    /// Everything ever done, the head where the run was.
    public let journal: InterventionTree
    /// Interventions in force that came after the checkpoint, in order.
    public let pending: [JournalEntry]
    /// Newer checkpoints that could not be used, and why.
    public let skipped: [RunsError]

    /// Updates that have to be made again to come back to where the run was last heard of.
    public var stepsToRepeat: Int { max(0, record.steps - (start?.step ?? 0)) }

    /// The journal as the checkpoint knew it: the same entries, the head where it was then.
    public var startJournal: InterventionTree {
        var tree = journal
        tree.move(to: start?.snapshot.journal.head)
        return tree
    }
}

extension RunStore {
    /// Finds out how a run can go on.
    ///
    /// - Throws: ``RunsError``: `missing`; `busy` while a process has the run open.
    public func resumePlan(_ name: String) throws(RunsError) -> ResumePlan {
        let record = try record(name)
        try record.refuseWhileOpen()
        let experiment = try experiment(of: record)
        let journal = try journal(of: record.id)
        let branch = journal.branch
        var skipped: [RunsError] = []
        let checkpoints = checkpoints(of: record)
        for file in checkpoints.files() {
            do throws(RunsError) {
                let checkpoint = try checkpoints.read(file.path)
                let known = checkpoint.snapshot.journal
                let done = known.branch
                // The program was killed after the checkpoint and before the database heard of the latest interventions.
                if known.entries.count > journal.entries.count, known.entries.starts(with: journal.entries) {
                    return ResumePlan(
                        record: record, experiment: experiment, start: checkpoint, journal: known, pending: [],
                        skipped: skipped)
                }
                let pending = branch.dropFirst(done.count)
                let isOnBranch =
                    branch.starts(with: done) && (pending.first.map { $0.step >= checkpoint.step } ?? true)
                guard isOnBranch else {
                    throw RunsError(
                        .mismatch, place: file.path, reason: "it was left by undoing", remedy: "an earlier one is used")
                }
                return ResumePlan(
                    record: record, experiment: experiment, start: checkpoint, journal: journal,
                    pending: Array(pending), skipped: skipped)
            } catch {
                skipped.append(error)
            }
        }
        return ResumePlan(
            record: record, experiment: experiment, start: nil, journal: journal, pending: branch, skipped: skipped)
    }

    /// The checkpoint by which a run is known: the newest that lies on the branch where the run is; undone ones may be
    /// newer. Of a run that is open only its newest is sure.
    ///
    /// - Returns: it, and why newer ones could not be used.
    /// - Throws: ``RunsError`` where there is none, or none can be read.
    public func checkpointInForce(
        of name: String
    ) throws(RunsError) -> (checkpoint: Checkpoint, skipped: [RunsError]) {
        let record = try record(name)
        if !record.isOpen {
            let plan = try resumePlan(record.id)
            if let start = plan.start { return (start, plan.skipped) }
        }
        let newest = try checkpoints(of: record).newest()
        return (newest.checkpoint, newest.skipped)
    }

    /// The states just before interventions in force that are still there, for undo.
    ///
    /// - Parameter branch: the interventions in force where the run goes on.
    public func undoable(of run: RunRecord, on branch: [JournalEntry]) -> [RunSnapshot] {
        let checkpoints = checkpoints(of: run)
        return checkpoints.files().filter { $0.role == .intervention }.sorted { $0.number < $1.number }
            .compactMap { try? checkpoints.read($0.path).snapshot }
            .filter { $0.journal.branch.count < branch.count && branch.starts(with: $0.journal.branch) }
    }
}
