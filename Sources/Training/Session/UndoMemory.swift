/// How far undo reaches, and what its snapshots take.
public struct UndoMemory: Sendable, Hashable {
    /// Interventions on the current branch, and how many of them still have the snapshot before them.
    public let interventions: Int
    public let kept: Int
    /// Bytes of all snapshots, those for redo included, and how many there may be.
    public let bytes: Int
    public let budget: Int

    public init(interventions: Int, kept: Int, bytes: Int, budget: Int) {
        self.interventions = interventions
        self.kept = kept
        self.bytes = bytes
        self.budget = budget
    }
}
