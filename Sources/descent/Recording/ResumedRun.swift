import Datasets
import Runs
import Training

/// A recorded run about to go on: where it begins again, and what of it is known already.
struct ResumedRun {
    let prepared: PreparedExperiment
    let continuation: Continuation
    let recording: RunRecording
    /// What happened up to the beginning, and the steps made.
    let past: [PastEvent]
    let steps: TelemetryBatch
    /// Where it goes on, and how much is done again.
    let opening: [String]

    /// - Parameter name: as ``RunStore/record(_:)`` takes it; the newest interrupted run where none is given.
    /// - Throws: ``CommandFailure``.
    init(_ store: RunStore, _ name: String?) throws(CommandFailure) {
        do throws(RunsError) {
            let chosen = if let name { name } else { try Self.newestInterrupted(in: store) }
            let plan = try store.resumePlan(chosen)
            prepared = try Self.prepare(plan, recorded: store.data(of: plan.record))
            // Opened before resuming starts a branch of its own.
            let recorded = try store.open(plan.record.id)
            let step = plan.start?.step ?? 0
            (past, steps) = Self.known(of: recorded, plan: plan, step: step)
            continuation = Continuation(
                snapshot: plan.start?.snapshot, journal: plan.startJournal, pending: plan.pending,
                undoable: store.undoable(of: plan.record, on: plan.startJournal.branch))
            // The database keeps the journal's head where it was: what is pending must survive another interruption.
            let recorder = try RunRecorder(
                store, resuming: plan.record.id, atStep: step, epoch: plan.start?.epoch ?? 0, journal: plan.journal,
                preprocessing: prepared.preprocessing)
            recording = RunRecording(
                recorder, of: prepared.description, in: store.folder, knownEntries: plan.journal.entries.count,
                isOver: plan.record.state.isOver)
            opening = Self.opening(plan)
        } catch {
            throw .runs(error)
        }
    }

    private static func newestInterrupted(in store: RunStore) throws(RunsError) -> String {
        let runs = try store.runs(RunQuery(order: .updated))
        guard let run = runs.first(where: { $0.isInterrupted && $0.state != .diverged }) else {
            throw RunsError(
                .missing, place: store.folder.path, reason: "no run was interrupted",
                remedy: "name the run that is to go on")
        }
        return run.id
    }

    private static func prepare(
        _ plan: ResumePlan, recorded: DataIdentity?
    ) throws(RunsError) -> PreparedExperiment {
        // A run that is over goes on from its end alone: trained again from before it, it would be another.
        if plan.record.state.isOver, !(plan.start?.snapshot.phase.isOver ?? false) {
            throw RunsError(
                .missing, place: plan.record.id,
                reason: "the run is over, and the checkpoint of its end cannot be read"
                    + plan.skipped.map { " (\($0.place): \($0.reason))" }.joined(),
                remedy: "'descent replay' trains it again")
        }
        let prepared = try PreparedExperiment.prepare(plan.experiment, of: plan.record.id, recorded: recorded)
        guard let snapshot = plan.start?.snapshot else { return prepared }
        guard let reason = prepared.mismatch(snapshot.state) else { return prepared }
        throw RunsError(
            .mismatch, place: plan.record.id, reason: "its checkpoint does not fit the preset and its data: \(reason)",
            remedy: "bring back the data it was trained on")
    }

    private static func known(
        of run: RecordedRun, plan: ResumePlan, step: Int
    ) -> ([PastEvent], TelemetryBatch) {
        var batch = TelemetryBatch(layout: TelemetryLayout(layerCount: run.description.layers.count), capacity: 2)
        _ = RecordedPlayback(run).takeTelemetry(into: &batch)
        batch.dropSteps(after: step)
        let done = Set(plan.startJournal.branch.map(\.id))
        let past = run.happenings(through: step).filter { event in
            // What is to be done again is told when it is.
            if case .reported(.journaled(let entry)) = event { done.contains(entry.id) } else { true }
        }
        return (past, batch)
    }

    private static func opening(_ plan: ResumePlan) -> [String] {
        var lines = plan.skipped.map { "passed over: \($0)" }
        var line = "resuming \(plan.record.id) from "
        if let start = plan.start {
            line += "step \(NumberText.grouped(start.step)), epoch \(start.epoch)"
        } else {
            line += "its start: it has no checkpoint"
        }
        if plan.stepsToRepeat > 0 { line += "; \(NumberText.grouped(plan.stepsToRepeat)) steps are made again" }
        lines.append(line)
        return lines + ArithmeticWords.differences(plan.record.arithmetic)
    }
}

extension PreparedExperiment {
    /// Loads the data of a recorded run, unchanged since it began.
    ///
    /// - Parameter recorded: the data as it was then; `nil` where that is not known.
    /// - Throws: ``RunsError`` of kind `mismatch` with every reason.
    static func prepare(
        _ experiment: Experiment, of run: String, recorded: DataIdentity?
    ) throws(RunsError) -> PreparedExperiment {
        let prepared: PreparedExperiment
        do throws(ExperimentErrors) {
            prepared = try prepare(experiment)
        } catch {
            throw RunsError(
                .mismatch, place: run,
                reason: error.problems.filter { $0.severity == .error }.map(\.message).joined(separator: "; "),
                remedy: "bring back what it was trained with")
        }
        guard let recorded, let source = prepared.preprocessing?.source else { return prepared }
        let differences = source.differences(from: recorded)
        guard differences.isEmpty else {
            throw RunsError(
                .mismatch, place: run,
                reason: "its data (\(prepared.preprocessing?.dataset ?? "")) has changed: "
                    + differences.joined(separator: "; "),
                remedy: "bring back the data it was trained on")
        }
        return prepared
    }
}
