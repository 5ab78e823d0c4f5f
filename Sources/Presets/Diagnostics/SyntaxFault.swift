/// Why a text is not YAML, or uses more of YAML than a preset may: the facts alone.
public enum SyntaxFault: Sendable, Hashable {
    /// A tab where spaces indent.
    case tab
    /// Lines of one block that do not start in the same column.
    case indentation
    case unexpectedColon
    case missingColon
    case unexpectedDash
    case unclosedQuote
    /// A list or block in brackets that is not closed, or misses a comma.
    case brokenBrackets(String)
    case badEscape
    /// A character that starts no value, such as `@`.
    case unexpectedCharacter(String)
    /// A control character, by its code.
    case controlCharacter(UInt32)
    case severalDocuments
    /// `&name` and `*name`.
    case anchor
    /// `<<`
    case mergeKey
    /// `!name`
    case tag(String)
    /// A key that is a list or a block.
    case compositeKey
    case tooDeep(limit: Int)
    /// In bytes.
    case tooLarge(limit: Int)
    /// Anything else, in the parser's words.
    case other(String)
}

extension SyntaxFault {
    var message: String {
        switch self {
        case .tab: "a tab cannot indent YAML"
        case .indentation: "this line does not line up with the block it belongs to"
        case .unexpectedColon: "a ':' cannot stand here"
        case .missingColon: "expected a ':' and a value after the key"
        case .unexpectedDash: "a list entry cannot stand here"
        case .unclosedQuote: "the quote is never closed"
        case .brokenBrackets(let bracket): "the '\(bracket)' is never closed, or a ',' is missing"
        case .badEscape: "unknown escape in a double-quoted text"
        case .unexpectedCharacter(let character): "a value cannot start with '\(character)'"
        case .controlCharacter(let code): "control character U+" + Self.hexadecimal(code) + " in the text"
        case .severalDocuments: "a preset is a single document"
        case .anchor: "anchors and aliases are not supported in presets"
        case .mergeKey: "merge keys are not supported in presets"
        case .tag(let name): "tags such as '\(name)' are not supported in presets"
        case .compositeKey: "a key must be a plain name"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .tooLarge(let limit): "the file is larger than \(limit >> 20) MiB"
        case .other(let problem): problem
        }
    }

    var advice: String {
        switch self {
        case .tab: "indent with spaces"
        case .indentation: "keys of one block start in the same column"
        case .unexpectedColon: "indent the line above less, or put a text with a colon in quotes"
        case .missingColon: "write 'key: value'"
        case .unexpectedDash: "start the list in a line of its own"
        case .unclosedQuote: "close it on the same line"
        case .brokenBrackets(let bracket): "close it with '\(bracket == "[" ? "]" : "}")'"
        case .badEscape: "write '\\\\' for a backslash, or use single quotes"
        case .unexpectedCharacter: "put the text in quotes"
        case .controlCharacter: "remove it"
        case .severalDocuments: "remove this line and what belongs to the other document"
        case .anchor, .mergeKey: "write the values out"
        case .tag: "remove it"
        case .compositeKey: "write 'key: value'"
        case .tooDeep: "presets need fewer than ten"
        case .tooLarge: "presets are small; keep data in files of their own"
        case .other: "not valid YAML"
        }
    }

    private static func hexadecimal(_ code: UInt32) -> String {
        let digits = String(code, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
