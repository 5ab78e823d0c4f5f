import Tunables

/// A value being typed for one tunable.
struct ValueEditor: Sendable, Hashable {
    let tunable: Tunable
    var field: TextField
    /// Why the text was refused; it stays to be mended.
    var error: String?

    init(_ tunable: Tunable, current: Value?) {
        self.tunable = tunable
        field = TextField(current.map { JournalWords.text($0) } ?? "")
    }

    /// The value typed, or `nil` with `error` set.
    mutating func value() -> Value? {
        do {
            error = nil
            return try tunable.parse(field.text)
        } catch {
            self.error = error.description
            return nil
        }
    }
}
