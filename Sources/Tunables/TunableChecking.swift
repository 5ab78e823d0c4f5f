extension Tunable {
    /// What the tunable takes, in words: `a number at least 0 and below 1`.
    public var expectation: String {
        switch kind {
        case .real(let bounds): "a number " + Self.suffix(bounds)
        case .integer(let bounds, let words): Self.alternatives("a whole number " + Self.suffix(bounds), words)
        case .toggle: "true or false"
        case .choice(let names): "one of " + names.joined(separator: ", ")
        case .text: "a text"
        case .reals(let bounds, let words): Self.alternatives("a list of numbers " + Self.suffix(bounds), words)
        case .choices(let names): "a list out of " + names.joined(separator: ", ")
        }
    }

    /// Checks a value against the declaration and brings it into the declared form (a whole number into a real).
    ///
    /// - Throws: ``TunableError`` with what is allowed.
    public func check(_ value: Value) throws(TunableError) -> Value {
        switch (kind, value) {
        case (.real(let bounds), .real), (.real(let bounds), .integer):
            return .real(try number(value, in: bounds))
        case (.integer(let bounds, _), .integer):
            _ = try number(value, in: bounds)
            return value
        case (.integer(let bounds, _), .real(let real)) where real == real.rounded() && abs(real) < 1e15:
            _ = try number(value, in: bounds)
            return .integer(Int(real))
        case (.integer(_, let words), .word(let word)) where words.contains(word): return value
        case (.reals(_, let words), .word(let word)) where words.contains(word): return value
        case (.toggle, .toggle), (.text, .word): return value
        case (.text, .integer), (.text, .real): return .word(value.description)
        case (.choice(let names), .word(let name)):
            guard names.contains(name) else { throw .unknownName(key: key, name: name, allowed: names) }
            return value
        case (.choices(let names), .word), (.choices(let names), .list):
            return .list(try checkNames(value, among: names))
        case (.reals(let bounds, _), .list(let values)):
            var checked: [Value] = []
            for element in values {
                guard element.number != nil else { throw wrongType(element) }
                checked.append(.real(try number(element, in: bounds)))
            }
            return .list(checked)
        default: throw wrongType(value)
        }
    }

    /// Reads a value as typed on the command line or in the palette: `3e-4`, `on`, `all`, `[1, 2]`.
    ///
    /// - Throws: ``TunableError`` with what is allowed.
    public func parse(_ text: String) throws(TunableError) -> Value {
        try check(Value(typed: text, for: kind))
    }

    private func number(_ value: Value, in bounds: Bounds) throws(TunableError) -> Double {
        guard let number = value.number, bounds.contains(number) else {
            throw .outOfRange(key: key, value: value.description, bounds: bounds)
        }
        return number
    }

    private func checkNames(_ value: Value, among names: [String]) throws(TunableError) -> [Value] {
        let elements = if case .list(let list) = value { list } else { [value] }
        for element in elements {
            guard case .word(let name) = element else { throw wrongType(element) }
            guard names.contains(name) else { throw .unknownName(key: key, name: name, allowed: names) }
        }
        return elements
    }

    private func wrongType(_ value: Value) -> TunableError {
        let found =
            switch value {
            case .word(let word): "'\(word)'"
            case .list: "a list"
            default: value.description
            }
        return .wrongType(key: key, expected: expectation, found: found)
    }

    private static func suffix(_ bounds: Bounds) -> String { bounds == .any ? "" : bounds.description }

    private static func alternatives(_ text: String, _ words: [String]) -> String {
        words.isEmpty ? text : text + " or " + words.map { "'\($0)'" }.joined(separator: " or ")
    }
}

extension Value {
    /// Reads text the way a person types it, guided by the kind that is wanted: `on` is true only for a toggle.
    public init(typed text: String, for kind: Tunable.Kind) {
        let trimmed = text.trimmed
        switch kind {
        case .text, .choice: self = .word(trimmed)
        case .toggle:
            self =
                switch trimmed.lowercased() {
                case "true", "on", "yes", "1": .toggle(true)
                case "false", "off", "no", "0": .toggle(false)
                default: .word(trimmed)
                }
        case .choices, .reals:
            let isList = trimmed.hasPrefix("[") && trimmed.hasSuffix("]")
            let inner = isList ? String(trimmed.dropFirst().dropLast()) : trimmed
            let parts = inner.split(separator: ",").map { Value(typedScalar: String($0).trimmed) }
            self = isList || parts.count > 1 ? .list(parts) : Value(typedScalar: trimmed)
        case .real, .integer: self = Value(typedScalar: trimmed)
        }
    }

    private init(typedScalar text: String) {
        if let integer = Int(text) {
            self = .integer(integer)
        } else if let real = Double(text) {
            self = .real(real)
        } else {
            self = .word(text)
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
