import Terminal

/// A line of text being typed, with its cursor.
struct TextField: Sendable, Hashable {
    private(set) var characters: [Character]
    /// Where the next character goes, 0…count.
    private(set) var cursor: Int

    /// How many characters a line takes.
    static let longest = 400

    init(_ text: String = "") {
        characters = Array(text)
        cursor = characters.count
    }

    var text: String { String(characters) }

    /// Replaces everything and puts the cursor at the end.
    mutating func set(_ text: String) { self = TextField(text) }

    /// Edits as terminals do, with the usual control keys; `false` if the key means nothing here.
    mutating func receive(_ key: Key) -> Bool {
        switch key {
        case .character(let character):
            guard character.columnWidth > 0, characters.count < Self.longest else { return false }
            characters.insert(character, at: cursor)
            cursor += 1
        case .backspace, .control("h"):
            guard cursor > 0 else { return true }
            cursor -= 1
            characters.remove(at: cursor)
        case .delete, .control("d"):
            if cursor < characters.count { characters.remove(at: cursor) }
        case .left, .control("b"): cursor = max(0, cursor - 1)
        case .right, .control("f"): cursor = min(characters.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = characters.count
        case .control("U"), .control("u"):
            characters.removeSubrange(..<cursor)
            cursor = 0
        case .control("K"), .control("k"): characters.removeSubrange(cursor...)
        case .control("W"), .control("w"): deleteWord()
        default: return false
        }
        return true
    }

    /// Pasted text as what would be typed on one line: its lines with a blank between them, every tab as a blank.
    static func line(pasted text: String) -> [Character] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        return lines.joined(separator: " ").map { $0 == "\t" ? " " : $0 }.filter { $0.columnWidth > 0 }
    }

    private mutating func deleteWord() {
        let end = cursor
        while cursor > 0, characters[cursor - 1] == " " { cursor -= 1 }
        while cursor > 0, characters[cursor - 1] != " " { cursor -= 1 }
        characters.removeSubrange(cursor..<end)
    }
}
