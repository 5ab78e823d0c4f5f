import Training
import Tunables

/// The commands sent and not answered yet, so that the screen tells *requested* from *applied*.
struct CommandLedger: Sendable {
    struct Entry: Sendable {
        let command: Command
        /// What was asked, for people: `lr 0.1 → 0.01`.
        let words: String
        /// What it came to in the journal; `nil` as long as nothing was changed.
        var journaled: JournalEntry?
        /// The step the screen showed when it was asked.
        let step: Int

        /// What it is about: the keys it sets.
        var topic: String? {
            assignments.isEmpty ? nil : assignments.map(\.key).joined(separator: " ")
        }

        var assignments: [Assignment] {
            if case .set(let assignments) = command.action { assignments } else { [] }
        }
    }

    private var nextID = 1
    /// In the order they were sent.
    private(set) var open: [Entry] = []

    /// Registers a command and gives it its id.
    mutating func add(_ action: Command.Action, source: CommandSource, words: String, step: Int) -> Command {
        let command = Command(id: nextID, action, source: source)
        nextID += 1
        open.append(Entry(command: command, words: words, step: step))
        return command
    }

    /// Notes the journal's entry of a command.
    mutating func note(_ entry: JournalEntry) {
        guard let index = open.firstIndex(where: { $0.command.id == entry.commandID }) else { return }
        if open[index].command.source == entry.source { open[index].journaled = entry }
    }

    /// Takes a command off the list: it was answered.
    mutating func close(_ id: Int) -> Entry? {
        guard let index = open.firstIndex(where: { $0.command.id == id }) else { return nil }
        return open.remove(at: index)
    }

    /// The value last requested for a key and not answered yet.
    func pending(_ key: String) -> Value? {
        for entry in open.reversed() {
            if let assignment = entry.assignments.last(where: { $0.key == key }) { return assignment.value }
        }
        return nil
    }

    /// The interventions asked for and not applied yet.
    var interventions: [Entry] { open.filter { !$0.assignments.isEmpty } }
}
