import Tunables

/// A value being typed for one tunable.
struct ValueEditor: Sendable, Hashable {
    let tunable: Tunable
    var field: TextField
    /// What is in force: it stays so, to the last digit, where the text is left as it was.
    private let current: Value?
    /// Why the text was refused; it stays to be mended.
    var error: String?

    init(_ tunable: Tunable, current: Value?) {
        self.tunable = tunable
        self.current = current
        field = TextField(current.map(JournalWords.text) ?? "")
    }

    /// The value typed, or `nil` with `error` set.
    mutating func value() -> Value? {
        do {
            error = nil
            if let current, field.text == JournalWords.text(current) { return current }
            return try tunable.parse(field.text)
        } catch {
            self.error = error.description
            return nil
        }
    }
}
