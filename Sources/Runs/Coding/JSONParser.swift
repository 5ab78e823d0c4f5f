/// Reads JSON (RFC 8259) from bytes that nobody vouches for: nesting is bounded, and a name may stand once in an object.
struct JSONParser {
    /// What is wrong, and at which byte.
    struct Failure: Error, CustomStringConvertible {
        let reason: String
        let offset: Int
        var description: String { "\(reason) at byte \(offset)" }
    }

    /// How deep arrays and objects may nest.
    static let deepest = 64

    private let bytes: ArraySlice<UInt8>
    private var place: Int

    static func parse(_ bytes: ArraySlice<UInt8>) throws(Failure) -> JSON {
        var parser = JSONParser(bytes: bytes, place: bytes.startIndex)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.place == bytes.endIndex else { throw parser.failure("something follows the value") }
        return value
    }

    static func parse(_ text: String) throws(Failure) -> JSON { try parse(Array(text.utf8)[...]) }

    private func failure(_ reason: String) -> Failure { Failure(reason: reason, offset: place - bytes.startIndex) }

    private var next: UInt8? { place < bytes.endIndex ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func take(_ character: Character) throws(Failure) {
        guard next == character.asciiValue else { throw failure("'\(character)' is missing") }
        place += 1
    }

    private mutating func value(depth: Int) throws(Failure) -> JSON {
        guard depth < Self.deepest else { throw failure("it nests too deeply") }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: JSON) throws(Failure) -> JSON {
        for character in word { try take(character) }
        return value
    }

    private mutating func object(depth: Int) throws(Failure) -> JSON {
        try take("{")
        var members: [JSON.Member] = []
        var names: Set<String> = []
        skipSpace()
        if next == UInt8(ascii: "}") {
            place += 1
            return .object([])
        }
        while true {
            skipSpace()
            let name = try text()
            guard names.insert(name).inserted else { throw failure("'\(name)' stands twice") }
            skipSpace()
            try take(":")
            members.append(JSON.Member(name: name, value: try value(depth: depth + 1)))
            skipSpace()
            if next == UInt8(ascii: ",") {
                place += 1
                continue
            }
            try take("}")
            return .object(members)
        }
    }

    private mutating func array(depth: Int) throws(Failure) -> JSON {
        try take("[")
        var elements: [JSON] = []
        skipSpace()
        if next == UInt8(ascii: "]") {
            place += 1
            return .array([])
        }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if next == UInt8(ascii: ",") {
                place += 1
                continue
            }
            try take("]")
            return .array(elements)
        }
    }

    private mutating func number() throws(Failure) -> JSON {
        let start = place
        while let byte = next, isNumeric(byte) { place += 1 }
        let digits = String(decoding: bytes[start..<place], as: UTF8.self)
        guard let first = digits.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first),
            Double(digits) != nil
        else { throw failure("a value is missing") }
        return .number(digits)
    }

    private func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
            UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func text() throws(Failure) -> String {
        try take("\"")
        var content: [UInt8] = []
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else { throw failure("not UTF-8") }
                return text
            case UInt8(ascii: "\\"): content += try escaped()
            case 0..<0x20: throw failure("a control character stands in a text")
            default: content.append(byte)
            }
        }
        throw failure("a text has no end")
    }

    private mutating func escaped() throws(Failure) -> [UInt8] {
        guard let byte = next else { throw failure("a text has no end") }
        place += 1
        switch byte {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "u"): break
        default: throw failure("an unknown escape")
        }
        var code = try fourDigits()
        if (0xD800..<0xDC00).contains(code) {
            try take("\\")
            try take("u")
            let low = try fourDigits()
            guard (0xDC00..<0xE000).contains(low) else { throw failure("half a surrogate pair") }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw failure("half a surrogate pair") }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func fourDigits() throws(Failure) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw failure("four hexadecimal digits are missing")
            }
            code = code << 4 + UInt32(digit)
            place += 1
        }
        return code
    }
}
