/// A JSON value whose members keep their order and whose numbers keep their digits.
enum JSON: Sendable, Hashable {
    case null
    case boolean(Bool)
    /// As written: reading and writing lose nothing.
    case number(String)
    case text(String)
    case array([JSON])
    case object([Member])

    /// A name and its value.
    struct Member: Sendable, Hashable {
        let name: String
        let value: JSON
    }

    static func members(_ members: [(String, JSON)]) -> JSON {
        .object(members.map { Member(name: $0.0, value: $0.1) })
    }

    static func integer(_ value: Int) -> JSON { .number(String(value)) }
    static func integer(_ value: Int?) -> JSON { value.map { .number(String($0)) } ?? .null }

    /// The number; `null` where it is not finite, which JSON cannot say.
    static func real(_ value: Double?) -> JSON {
        guard let value, value.isFinite else { return .null }
        return .number("\(value)")
    }

    /// The member of an object.
    subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    var string: String? {
        if case .text(let text) = self { return text }
        return nil
    }

    var int: Int? {
        if case .number(let digits) = self { return Int(digits) }
        return nil
    }

    var elements: [JSON]? {
        if case .array(let elements) = self { return elements }
        return nil
    }

    var members: [Member]? {
        if case .object(let members) = self { return members }
        return nil
    }
}

extension JSON: CustomStringConvertible {
    /// The value on one line.
    var description: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .boolean(let isTrue): text += isTrue ? "true" : "false"
        case .number(let digits): text += digits
        case .text(let content): text += content.quotedForJSON
        case .array(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { text += "," }
                element.write(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                text += member.name.quotedForJSON
                text += ":"
                member.value.write(to: &text)
            }
            text += "}"
        }
    }
}

extension String {
    /// The text as JSON writes it, in quotes. Escaped is also what a terminal would act upon: DEL, C1, line separators
    /// and bidirectional controls.
    package var quotedForJSON: String {
        var text = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{61C}", "\u{200E}"..."\u{200F}", "\u{2028}"..."\u{202E}",
                "\u{2066}"..."\u{2069}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
