import Tunables

/// When which snapshots are handed out.
struct SnapshotPlan {
    let keeper: any SnapshotKeeper
    let layout: TensorLayout
    var lastAt = StopClock.now
    /// The best epoch's state, until its turn comes.
    var best: RunSnapshot?
    private var steps: ArraySlice<Int>
    /// The next step asked for.
    private(set) var nextStep: Int

    init(_ keeper: any SnapshotKeeper, layout: TensorLayout, step: Int) {
        self.keeper = keeper
        self.layout = layout
        steps = keeper.steps.drop { $0 <= step }
        nextStep = steps.first ?? .max
    }

    /// Goes on to the next step asked for.
    mutating func pass(_ step: Int) {
        steps = steps.drop { $0 <= step }
        nextStep = steps.first ?? .max
    }
}

/// Handing out snapshots between two steps.
extension TrainerLoop {
    /// Hands out the current state, or the one given.
    func keep(_ occasion: SnapshotOccasion, _ state: SessionState? = nil, phase: RunState = .running) {
        guard let keeper = snapshots?.keeper else { return }
        keepBest()
        snapshots?.lastAt = StopClock.now
        guard var snapshot = snapshot(state ?? session.capture(), phase: phase) else { return }
        if occasion == .ended { snapshot.averaged = session.averagedWeights }
        keeper.keep(snapshot, occasion)
    }

    /// Remembers the state at the end of a best epoch. Epochs can follow each other quickly: it is handed out with the
    /// next snapshot, before it, so that the latest state is also the one written last.
    func noteBest(_ state: SessionState) {
        let best = snapshot(state, phase: .running)
        snapshots?.best = best
    }

    /// Forgets a best epoch that lies on a branch that was left.
    func dropBest(after step: Int, epoch: Int) {
        // An epoch that a change had left without a further batch ended at the very step.
        if let best = snapshots?.best, best.state.step > step || best.state.epoch > epoch { snapshots?.best = nil }
    }

    /// Hands out what is due after a step. Reads the clock no more often than telemetry is handed over.
    @inline(__always)
    func keepWhatIsDue() {
        guard snapshots != nil else { return }
        if snapshots?.nextStep == session.step {
            snapshots?.pass(session.step)
            keep(.asked)
        }
        guard isHandOverDue, state == .running, let plan = snapshots else { return }
        if plan.keeper.isDue(after: Double(StopClock.now &- plan.lastAt) / 1e9) { keep(.due) }
    }

    /// Hands out the state at the end of every so many epochs, where that is asked for.
    func keepEpoch(_ state: SessionState) {
        let stride = session.plan.checkpointStride
        if stride > 0, session.epoch.isMultiple(of: stride) { keep(.epoch, state) }
    }

    /// Hands out the best epoch's state, if that has not been done.
    func keepBest() {
        guard let best = snapshots?.best else { return }
        snapshots?.best = nil
        snapshots?.keeper.keep(best, .best)
    }

    private func snapshot(_ state: SessionState, phase: RunState) -> RunSnapshot? {
        snapshots.map {
            RunSnapshot(state: state, journal: journal, phase: phase, seconds: clock.seconds, layout: $0.layout)
        }
    }
}
