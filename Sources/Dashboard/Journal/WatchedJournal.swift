import Training
import Tunables

/// What the watcher keeps of the run: its interventions as undo takes them, and whatever else happened, in order.
struct WatchedJournal: Sendable {
    /// Interventions that one undo takes back: one entry, or quick repeats on the same key.
    struct Item: Sendable, Hashable {
        /// From 1, shown on every time axis.
        let number: Int
        var entries: [JournalEntry]
        /// When the last entry arrived; long ago where that is not known.
        var arrival: Double
        var isUndone = false

        var step: Int { entries.first?.step ?? 0 }
        var words: String { JournalWords.change(of: entries) }
    }

    /// A line of the journal view.
    struct Line: Sendable, Hashable {
        enum Kind: String, Sendable, Hashable {
            case intervention, undo, refusal, epoch, finding, checkpoint, state, note
        }
        /// Which line it is, whatever lines before it are dropped.
        let id: Int
        let kind: Kind
        let step: Int
        let text: String
        let number: Int?
    }

    private static let lineLimit = 4000
    /// Repeats within this many seconds are one undo.
    private static let repeatSeconds = 1.0

    private(set) var items: [Item] = []
    private(set) var lines: [Line] = []
    private var nextLine = 0
    /// The lines of the latest checkpoint and of that of the best epoch.
    private var checkpointLines: [CheckpointNote.Purpose: Int] = [:]
    /// Numbers of undone items that a redo would bring back, the next one last.
    private(set) var redoable: [Int] = []

    /// The items that hold on the current branch, oldest first.
    var current: [Item] { items.filter { !$0.isUndone } }
    var canUndo: Bool { items.contains { !$0.isUndone } }
    var canRedo: Bool { !redoable.isEmpty }
    /// The number the next intervention will get.
    var nextNumber: Int { (items.last?.number ?? 0) + 1 }

    mutating func log(_ kind: Line.Kind, _ text: String, step: Int, number: Int? = nil) {
        if lines.count >= Self.lineLimit {
            // Epochs are the many; what a person did stays longest.
            let cut = lines.count / 2
            lines = lines[..<cut].filter { $0.kind != .epoch } + lines[cut...]
            if lines.count >= Self.lineLimit { lines.removeFirst(Self.lineLimit / 4) }
        }
        lines.append(Line(id: nextLine, kind: kind, step: step, text: text, number: number))
        nextLine += 1
    }

    /// A state is on the disk. The many that only follow one another share a line, which the newest has.
    mutating func log(_ checkpoint: CheckpointNote) {
        if let old = checkpointLines[checkpoint.purpose] { lines.removeAll { $0.id == old } }
        checkpointLines[checkpoint.purpose] = nextLine
        log(.checkpoint, JournalWords.checkpoint(checkpoint), step: checkpoint.step)
    }

    /// An intervention took effect.
    ///
    /// - Parameter now: when; `nil` where that says nothing about when it was asked for, so that it stands by itself.
    mutating func add(_ entry: JournalEntry, now: Double?) {
        redoable.removeAll()
        let text = JournalWords.effect(of: [entry]) + JournalWords.origin(entry.source)
        if let now, let last = items.last, !last.isUndone, last.entries.last?.isRepeated(by: entry) == true,
            now - last.arrival <= Self.repeatSeconds
        {
            items[items.count - 1].entries.append(entry)
            items[items.count - 1].arrival = now
            log(.intervention, text, step: entry.step, number: last.number)
        } else {
            let number = nextNumber
            items.append(Item(number: number, entries: [entry], arrival: now ?? -.infinity))
            log(.intervention, text, step: entry.step, number: number)
        }
    }

    /// An intervention of the run's record, by itself: how quickly it followed another is not known.
    mutating func addPast(_ entry: JournalEntry, isUndone: Bool) {
        // As it was counted when all of them are told; those of branches that were left stand between the others.
        let number = items.contains { $0.number == entry.id } ? nextNumber : entry.id
        let place = items.firstIndex { $0.number > number } ?? items.count
        items.insert(Item(number: number, entries: [entry], arrival: -.infinity, isUndone: isUndone), at: place)
        let text = JournalWords.effect(of: [entry]) + JournalWords.origin(entry.source)
        log(.intervention, text + (isUndone ? " (undone)" : ""), step: entry.step, number: number)
    }

    /// The run went back to before `entry`, or did it again; returns the item concerned.
    @discardableResult
    mutating func rewind(entry: Int, redo: Bool) -> Item? {
        if redo {
            let number = redoable.popLast()
            let index = items.firstIndex { item in
                item.number == number || item.entries.contains { $0.id == entry }
            }
            guard let index else { return nil }
            items[index].isUndone = false
            return items[index]
        }
        // Entry 0 stands for no intervention: the run went back to its last good state by itself.
        guard entry > 0 else { return nil }
        var undone: Item?
        for index in items.indices.reversed() where !items[index].isUndone {
            guard items[index].entries.contains(where: { $0.id >= entry }) else { break }
            if let first = items[index].entries.first, first.id < entry { split(index, at: entry) }
            let last = items[index].entries.contains { $0.id >= entry } ? index : items.count - 1
            items[last].isUndone = true
            redoable.append(items[last].number)
            undone = items[last]
        }
        return undone
    }
}

extension WatchedJournal {
    /// Takes apart what was counted as one undo here, but not by the run.
    private mutating func split(_ index: Int, at entry: Int) {
        let later = items[index].entries.filter { $0.id >= entry }
        items[index].entries.removeAll { $0.id >= entry }
        items.append(Item(number: nextNumber, entries: later, arrival: items[index].arrival))
    }
}

extension JournalEntry {
    /// Whether another entry only goes on with the same key, as nudging does.
    fileprivate func isRepeated(by other: JournalEntry) -> Bool {
        source == .key && other.source == .key && assignments.count == 1 && other.assignments.count == 1
            && assignments[0].key == other.assignments[0].key
    }
}
