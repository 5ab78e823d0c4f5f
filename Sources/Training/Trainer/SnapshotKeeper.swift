/// Why a snapshot of a run is handed out.
public enum SnapshotOccasion: Sendable, Hashable {
    /// Its time had come.
    case due
    /// So many epochs are complete: see `checkpoint_every`.
    case epoch
    /// It is the state at the end of the best epoch so far.
    case best
    /// An intervention is about to take effect: what undo goes back to, also after the run was left.
    case intervention
    /// The run went back or forward: earlier snapshots may belong to a branch that was left.
    case rewound
    /// The run came to its end; the state is that of training, from which more epochs would go on.
    case ended
    /// The trainer is being left in mid-run.
    case leaving
    /// It was asked for by its step.
    case asked
}

/// Takes a run's snapshots to where they last. Called on the trainer's queue, so nothing here may wait for a disk.
public protocol SnapshotKeeper: Sendable {
    /// Steps after which a snapshot is wanted whatever the time, ascending.
    var steps: [Int] { get }
    /// Whether it is time for the next one, so many seconds after the last.
    func isDue(after seconds: Double) -> Bool
    func keep(_ snapshot: RunSnapshot, _ occasion: SnapshotOccasion)
}
