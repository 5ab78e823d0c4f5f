/// Where a trainer begins, if not at the start of its experiment with an empty journal.
public struct Continuation: Sendable {
    /// The state to begin with; `nil` for the experiment's start.
    public var snapshot: RunSnapshot?
    /// Every entry ever made; the head is the one in force at the beginning.
    public var journal: InterventionTree
    /// Entries to be obeyed again, each at its step, in order. Commands wait meanwhile, and the preset's script does not
    /// decide again.
    public var pending: [JournalEntry]
    /// States just before interventions on the way to the beginning, for undo; those that do not fit are passed over.
    public var undoable: [RunSnapshot]
    /// Whether only the journal is obeyed, the script never: what of it is not in the journal was undone.
    public var isReplay: Bool

    public init(
        snapshot: RunSnapshot? = nil, journal: InterventionTree = InterventionTree(), pending: [JournalEntry] = [],
        undoable: [RunSnapshot] = [], isReplay: Bool = false
    ) {
        self.snapshot = snapshot
        self.journal = journal
        self.pending = pending
        self.undoable = undoable
        self.isReplay = isReplay
    }

    /// The same run from its start: everything on the way from the journal's root to its head, each at its step.
    public static func replay(of journal: InterventionTree) -> Continuation {
        var start = journal
        start.move(to: nil)
        return Continuation(journal: start, pending: journal.branch, isReplay: true)
    }
}
