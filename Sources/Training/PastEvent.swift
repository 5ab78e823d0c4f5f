/// Something that stands in a run's record, as one is told who was not there when it happened.
public enum PastEvent: Sendable, Hashable {
    /// As it was reported then; of interventions, those in force.
    case reported(RunEvent)
    /// An intervention that was taken back: it belongs to a branch that was left.
    case undone(JournalEntry)
    /// What the diagnosis found, with what can be done about it; the severity is a word: `note`, `warning`, `alarm`.
    case finding(step: Int, severity: String, message: String, advice: [String] = [])
    /// A state of the run that was written to the disk.
    case checkpoint(CheckpointNote)

    /// What one is told who takes reports alone.
    public var report: RunEvent? {
        if case .reported(let event) = self { event } else { nil }
    }
}

/// That a state of the run has been written to where it lasts.
public struct CheckpointNote: Sendable, Hashable {
    /// What it is kept for.
    public enum Purpose: Sendable, Hashable {
        /// To go on from.
        case latest
        /// The state at the best epoch.
        case best
    }

    public let purpose: Purpose
    /// Completed updates and epochs.
    public let step: Int
    public let epoch: Int

    public init(_ purpose: Purpose, step: Int, epoch: Int) {
        self.purpose = purpose
        self.step = step
        self.epoch = epoch
    }
}
