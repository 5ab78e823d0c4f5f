import Tunables

/// The interventions of a run: an append-only tree whose current branch leads from the root to `head`.
public struct InterventionTree: Sendable, Hashable {
    public private(set) var entries: [JournalEntry] = []
    /// The last entry in force; `nil` before the first.
    public private(set) var head: Int?

    public init() {}

    /// Adds an entry after the head; the number it gets is its place in the list.
    public mutating func append(
        step: Int, epoch: Int, assignments: [Assignment], previous: [Value?], source: CommandSource,
        commandID: Int
    ) -> JournalEntry {
        let entry = JournalEntry(
            id: entries.count + 1, parent: head, step: step, epoch: epoch, assignments: assignments,
            previous: previous, source: source, commandID: commandID)
        entries.append(entry)
        head = entry.id
        return entry
    }

    /// Goes back or forward to an entry, or before the first.
    public mutating func move(to id: Int?) { head = id }

    /// The entries from root to head: what replay and the recipe follow.
    public var branch: [JournalEntry] {
        var found: [JournalEntry] = []
        var id = head
        while let current = id, entries.indices.contains(current - 1) {
            found.append(entries[current - 1])
            id = entries[current - 1].parent
        }
        return found.reversed()
    }
}
