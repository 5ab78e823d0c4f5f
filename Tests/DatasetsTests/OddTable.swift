import Datasets
import Testing
import Tunables

/// A table as somebody's program might write it, and the one right thing to do with it.
struct OddTable: Sendable, CustomTestStringConvertible {
    enum Outcome: Sendable {
        /// Features row by row, the target's texts (classes by name, numbers as Swift writes them), words of the notes.
        case read([[Float]], [String], notes: [String] = [])
        /// As many messages, the first with all these words.
        case refused([String], count: Int = 1)
    }

    let name: String
    let bytes: [UInt8]
    let settings: [String: Value]
    let outcome: Outcome

    init(_ name: String, _ text: String, _ settings: [String: Value], _ outcome: Outcome) {
        self.init(name, bytes: Array(text.utf8), settings, outcome)
    }

    init(_ name: String, _ text: String, _ outcome: Outcome) {
        self.init(name, bytes: Array(text.utf8), [:], outcome)
    }

    init(_ name: String, bytes: [UInt8], _ outcome: Outcome) {
        self.init(name, bytes: bytes, [:], outcome)
    }

    init(_ name: String, bytes: [UInt8], _ settings: [String: Value], _ outcome: Outcome) {
        self.name = name
        self.bytes = bytes
        self.settings = settings
        self.outcome = outcome
    }

    var testDescription: String { name }
}
