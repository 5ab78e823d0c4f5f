import Runs
import Synchronization
import Training

/// Makes checkpoints of a run's snapshots, on the recorder's queue.
final class CheckpointKeeper: SnapshotKeeper {
    let recorder: RunRecorder
    var steps: [Int] { [] }
    /// Epochs from one periodic checkpoint to the next.
    private let stride: Int
    private let nextPeriodic: Locked<Int>
    private let isClosed = Atomic<Bool>(false)
    /// Whether the run is over as it was recorded: its end is not kept again.
    private let isUntouched: Atomic<Bool>

    /// - Parameters:
    ///   - epochs: how many the run is to make: a tenth of them lies between periodic checkpoints.
    ///   - isOver: whether the run is over and only taken up again.
    init(_ recorder: RunRecorder, epochs: Int, isOver: Bool = false) {
        isUntouched = Atomic(isOver)
        self.recorder = recorder
        stride = max(1, epochs / 10)
        nextPeriodic = Locked(stride)
    }

    func isDue(after seconds: Double) -> Bool { !recorder.isSaving && seconds >= recorder.checkpointInterval }

    func keep(_ snapshot: RunSnapshot, _ occasion: SnapshotOccasion) {
        guard !isClosed.load(ordering: .acquiring) else { return }
        if isUntouched.load(ordering: .acquiring) {
            if occasion == .ended || occasion == .leaving { return }
            isUntouched.store(false, ordering: .releasing)
        }
        // Epochs can be shorter than a checkpoint takes to write.
        if occasion == .epoch, recorder.isSaving { return }
        // A script can intervene faster than that as well: undo can do without some of the states.
        if occasion == .intervention, recorder.waitingSaves > 8 { return }
        recorder.save(snapshot, as: role(occasion, epoch: snapshot.state.epoch))
    }

    /// Keeps nothing from now on.
    func close() { isClosed.store(true, ordering: .releasing) }

    private func role(_ occasion: SnapshotOccasion, epoch: Int) -> CheckpointFolder.Role {
        if occasion == .best { return .best }
        if occasion == .epoch { return .periodic }
        if occasion == .intervention { return .intervention }
        guard occasion == .due else { return .last }
        return nextPeriodic.withLock { next in
            guard epoch >= next else { return .last }
            next = (epoch / stride + 1) * stride
            return .periodic
        }
    }
}
