import Tensors
import Tunables

/// The life of a run on its queue: steps, commands between them, epochs' ends, telemetry.
final class TrainerLoop {
    let session: TrainingSession
    let inbox: Inbox
    let outbox: Outbox
    var journal = InterventionTree()
    var undo = UndoHistory()
    var clock = StopClock()

    private(set) var state = RunState.preparing
    /// How the run has ended, or that it has diverged; `nil` where it can train on.
    var ended: RunState? { state.isOver || state == .diverged ? state : nil }
    /// What has happened since the last hand-over.
    var events: [RunEvent] = []
    var steps: TelemetryBatch
    private var handedOverAt: UInt64 = 0
    /// When the next step may begin, where a pace is set.
    private var stepDueAt: UInt64 = 0
    /// Whether the preset's pace is kept: it is for the eyes.
    private let isWatched: Bool
    /// At most thirty hand-overs a second.
    private static let handOverInterval: UInt64 = 33_000_000

    /// How far to go before pausing.
    enum Pace { case free, oneStep, toEpochEnd }
    var pace = Pace.free
    /// When a key last changed what, for taking quick repeats together.
    var lastNudge: (key: String, at: UInt64)?
    /// The state at the start of the epoch, or where the run was last taken back or forward to: what a divergence without
    /// any intervention goes back to.
    var lastGood: SessionState
    /// Where training stood when the run ended: with more epochs it goes on from there, not from the best weights.
    var trained: SessionState?
    var summary: RunSummary?
    /// What was found when the numbers last ceased to be finite.
    private(set) var divergence: NonFiniteReport?
    var hasQuit = false
    /// The range test that is going on; the run waits for it.
    var rangeTest: RangeTest?
    /// The fork that is under way, and whether its branches still train; else the run waits for the choice.
    var fork: Fork?
    var isForkTraining = false
    /// As last told.
    var toldUndoMemory: UndoMemory?
    /// Snapshots to be kept; `nil` where nobody wants them.
    var snapshots: SnapshotPlan?
    /// Entries of the journal that are to be obeyed again, and the commands that wait for that.
    var pending: ArraySlice<JournalEntry> = []
    var postponed: [Command] = []
    /// How the run had ended when the snapshot it begins with was taken.
    private var endedAs = RunState.running

    init(
        _ prepared: PreparedExperiment, inbox: Inbox, outbox: Outbox, isWatched: Bool,
        keeper: (any SnapshotKeeper)? = nil, from continuation: Continuation? = nil
    ) throws {
        self.isWatched = isWatched
        self.inbox = inbox
        self.outbox = outbox
        session = try TrainingSession(prepared)
        let layout = TelemetryLayout(layerCount: prepared.description.layers.count)
        steps = TelemetryBatch(layout: layout, capacity: layout.suggestedCapacity)
        if let continuation {
            journal = continuation.journal
            pending = continuation.pending[...]
            if let snapshot = continuation.snapshot {
                session.restore(snapshot.state)
                clock = StopClock(seconds: snapshot.seconds)
                endedAs = snapshot.phase
            }
            let fitting = continuation.undoable.filter { [session] in session.mismatch($0.state) == nil }
            undo.restore(journal.branch, from: fitting)
            if continuation.isReplay { prepared.experiment.interventions.indices.forEach(session.markFired) }
        }
        lastGood = session.capture()
        snapshots = keeper.map { SnapshotPlan($0, layout: session.tensorLayout, step: session.step) }
    }

    func run() {
        _ = ck_flush_denormals()
        setMatrixThreads(session.threads)
        tellSettings()
        enter(.running)
        endAgain(endedAs)
        fireScripts()
        while !hasQuit {
            if inbox.isWaiting {
                for command in takeCommands() where !hasQuit { handle(command) }
            } else if rangeTest != nil {
                advanceRangeTest()
            } else if isForkTraining, state == .running {
                advanceFork()
            } else if state == .running {
                advance()
                keepPace()
            } else if !pending.isEmpty {
                abandonJournal()
            } else {
                handOver(atOnce: true)
                inbox.park()
            }
        }
        handOver(atOnce: true)
    }

    /// One step and whatever follows from it.
    private func advance() {
        let outcome = session.step(into: &steps)
        switch outcome {
        case .stepped: break
        case .nonFinite(let report):
            return diverge(report)
        case .exploded(let reason):
            end(as: .earlyStopped, reason: reason)
            if state.isOver {
                if !pending.isEmpty { obeyJournal() }
                return
            }
        }
        if session.isEpochComplete { endEpoch() }
        // Only what the journal says can make an ended run go on.
        if state == .running || !pending.isEmpty { fireScripts() }
        if state == .running, pace == .oneStep || (pace == .toEpochEnd && session.cursor == 0) { enter(.paused) }
        keepWhatIsDue()
        handOver(atOnce: false)
    }

    /// Waits for the next step's time where a pace is set and somebody watches; a command ends the wait.
    func keepPace() {
        let interval = session.plan.stepInterval
        guard isWatched, interval > 0, state == .running, pending.isEmpty else { return }
        let now = StopClock.now
        // A run that cannot keep up does not try to catch up.
        stepDueAt = max(stepDueAt + interval, now)
        guard stepDueAt > now else { return }
        if stepDueAt - now > 5_000_000 { handOver(atOnce: false) }
        inbox.park(until: stepDueAt)
    }

    /// Judges an epoch that is complete, and tells.
    func closeEpoch() -> TrainingSession.EpochEnd {
        let ended = session.endEpoch(seconds: clock.seconds)
        events.append(.epoch(ended.report))
        events.append(.patience(used: ended.patienceUsed, allowed: session.patienceAllowed))
        if ended.hasChangedRate { tellOutlook() }
        lastGood = session.capture()
        if ended.report.isBest { noteBest(lastGood) }
        keepEpoch(lastGood)
        return ended
    }

    private func endEpoch() {
        let ended = closeEpoch()
        if let reason = ended.stopReason {
            end(as: .earlyStopped, reason: reason)
        } else if session.epoch >= session.epochs {
            end(as: .finished)
        }
    }

    /// Ends the epoch at once where a change has left it without a further batch: what is changed next at the same step
    /// then finds the same run, whether by hand, by the script or from the journal.
    func endEmptiedEpoch() {
        guard session.isEpochComplete, !state.isOver, state != .diverged else { return }
        endEpoch()
        if state == .running, pace == .toEpochEnd { enter(.paused) }
    }

    /// Changes the phase, keeps the clock, and tells.
    func enter(_ next: RunState) {
        guard next != state else { return }
        state = next
        if next == .running {
            clock.run()
        } else {
            clock.halt()
            pace = .free
        }
        events.append(.state(next))
    }

    /// Tells where the numbers are no longer finite; the run waits for an undo.
    func diverge(_ report: NonFiniteReport) {
        divergence = report
        keepBest()
        events.append(.nonFinite(report))
        enter(.diverged)
    }

    /// Tells the same where the run stands in that state again.
    func divergeAgain() {
        if let divergence, (session.step...session.step + 1).contains(divergence.step) { return diverge(divergence) }
        enter(.diverged)
    }

    /// Ends the run, unless the script gives it more epochs now.
    func end(as ending: RunState, reason: String? = nil) {
        if !extendByScript(ending) { finish(ending, reason: reason) }
    }

    /// Ends the run: best weights where wanted, the test split once, the summary.
    func finish(_ end: RunState, reason: String? = nil) {
        enter(.evaluating)
        handOver(atOnce: true)
        let last = session.capture()
        trained = last
        keep(.ended, last, phase: end)
        session.takeFinalWeights(at: end)
        summary = session.summary(
            state: end, seconds: clock.seconds, interventions: journal.branch.count, evaluatesTest: true)
        summary?.reason = reason
        enter(end)
        if let summary, !journalGoesOn { events.append(.finished(summary)) }
    }

    /// Whether the watcher has waited long enough for news.
    var isHandOverDue: Bool { StopClock.now &- handedOverAt >= Self.handOverInterval }

    /// Hands telemetry over if it is time, or at once.
    func handOver(atOnce: Bool) {
        guard atOnce || isHandOverDue else { return }
        handedOverAt = StopClock.now
        guard !events.isEmpty || steps.count > 0 else { return }
        outbox.put(&events, steps: &steps, isLast: state != .running || hasQuit)
    }

    func tellSettings() {
        events.append(.settings(session.settings, tunables: session.tunables))
        events.append(.patience(used: session.patienceUsed, allowed: session.patienceAllowed))
        tellOutlook()
        tellUndoMemory()
    }

    private func tellOutlook() {
        let outlook = session.outlook()
        events.append(.outlook(rates: outlook.rates, reason: outlook.reason))
    }
}
