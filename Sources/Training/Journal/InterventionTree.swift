import Tunables

/// The interventions of a run: an append-only tree whose current branch leads from the root to `head`.
public struct InterventionTree: Sendable, Hashable, Codable {
    public private(set) var entries: [JournalEntry] = []
    /// The last entry in force; `nil` before the first.
    public private(set) var head: Int?

    public init() {}

    /// The tree as it was recorded; `nil` unless each entry's number is its place in the list and every parent stands
    /// before its child.
    public init?(entries: [JournalEntry], head: Int?) {
        for (index, entry) in entries.enumerated() {
            guard entry.id == index + 1, entry.assignments.count == entry.previous.count else { return nil }
            if let parent = entry.parent, !(1...max(1, index)).contains(parent) || index == 0 { return nil }
        }
        if let head, head < 1 || head > entries.count { return nil }
        self.entries = entries
        self.head = head
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let entries = try container.decode([JournalEntry].self, forKey: .entries)
        guard let tree = Self(entries: entries, head: try container.decodeIfPresent(Int.self, forKey: .head)) else {
            throw DecodingError.dataCorruptedError(
                forKey: .entries, in: container, debugDescription: "the journal's entries do not form a tree")
        }
        self = tree
    }

    /// Adds an entry after the head; the number it gets is its place in the list.
    public mutating func append(
        step: Int, epoch: Int, assignments: [Assignment], previous: [Value?], source: CommandSource,
        commandID: Int, rates: RateChange? = nil
    ) -> JournalEntry {
        let entry = JournalEntry(
            id: entries.count + 1, parent: head, step: step, epoch: epoch, assignments: assignments,
            previous: previous, source: source, commandID: commandID, rates: rates)
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
