import Training
import Tunables

extension Tunable {
    /// The value a preset gives to this key, or why it cannot be.
    ///
    /// A quoted text stays text; a plain one is read as the kind asks for.
    func read(_ node: SourceNode, keyPlace: SourcePlace) throws(LocatedFault) -> Value {
        if node.isNull { throw LocatedFault(.noValue(key: key, allowed: allowed), keyPlace) }
        switch node {
        case .scalar(let scalar): return try checked(scalar.value(for: kind), scalar)
        case .mapping(_, let place): throw LocatedFault(wrongType(node.kind), place)
        case .sequence(let elements, let place):
            guard takesLists else { throw LocatedFault(wrongType(node.kind), place) }
            var values: [Value] = []
            for element in elements {
                guard case .scalar(let scalar) = element else {
                    throw LocatedFault(wrongType(element.kind), element.place)
                }
                guard case .list(let one) = try checked(.list([scalar.value(for: .real(.any))]), scalar) else {
                    continue
                }
                values += one
            }
            return .list(values)
        }
    }

    /// The value typed on the command line, or why it cannot be.
    func read(typed text: String) throws(PresetFault) -> Value {
        do {
            return try parse(text)
        } catch {
            let inner = text.count > 2 && text.first == text.last && ["\"", "'"].contains(text.first)
            throw fault(error, found: text, isQuoted: inner && fitsUnquoted(String(text.dropFirst().dropLast())))
        }
    }

    private func checked(_ value: Value, _ scalar: SourceNode.Scalar) throws(LocatedFault) -> Value {
        do {
            return try check(value)
        } catch {
            let isQuoted = !scalar.isPlain && fitsUnquoted(scalar.text, inList: isElement(value))
            throw LocatedFault(fault(error, found: scalar.text, isQuoted: isQuoted), scalar.place)
        }
    }

    /// Whether the text would be of the right type without quotes, whatever its range.
    private func fitsUnquoted(_ text: String, inList: Bool = false) -> Bool {
        do throws(TunableError) {
            _ = try parse(inList ? "[\(text)]" : text)
            return true
        } catch {
            if case .outOfRange = error { return true }
            return false
        }
    }

    private func isElement(_ value: Value) -> Bool { if case .list = value { true } else { false } }

    private func fault(_ error: TunableError, found: String, isQuoted: Bool) -> PresetFault {
        switch error {
        case _ where isQuoted: return wrongType("'\(found)'", isQuoted: true)
        case .unknownName(_, let name, let names): return .unknownName(name, kind: nil, key: key, allowed: names)
        case .outOfRange: return .outOfRange(key: key, allowed: allowed, found: found)
        default:
            // A whole number with more digits than the program counts with is a matter of range.
            if case .integer = kind, let number = Double(found), number == number.rounded() {
                return .outOfRange(key: key, allowed: allowed, found: found)
            }
            return wrongType("'\(found)'", isQuoted: isQuoted)
        }
    }

    private func wrongType(_ found: String, isQuoted: Bool = false) -> PresetFault {
        .wrongType(key: key, takes: takes, allowed: allowed, found: found, isQuoted: isQuoted)
    }

    private var takesLists: Bool {
        switch kind {
        case .reals, .choices: true
        default: false
        }
    }

    /// The expectation with its range: `a number at least 0`.
    var allowed: String {
        let text = expectation
        return text.hasSuffix(" ") ? String(text.dropLast()) : text
    }

    /// The expectation without its range: `a number`.
    private var takes: String {
        func or(_ words: [String]) -> String { words.map { " or '\($0)'" }.joined() }
        return switch kind {
        case .real: "a number"
        case .integer(_, let words): "a whole number" + or(words)
        case .toggle: "true or false"
        case .choice: "a name"
        case .text: "a text"
        case .reals(_, let words): "a list of numbers" + or(words)
        case .choices: "a list of names"
        }
    }
}

extension SourceNode.Scalar {
    /// What the text means where that kind is wanted.
    func value(for kind: Tunable.Kind) -> Value { isPlain ? Value(typed: text, for: kind) : .word(text) }
}

/// A fault and the token that causes it.
struct LocatedFault: Error {
    let fault: PresetFault
    let place: SourcePlace

    init(_ fault: PresetFault, _ place: SourcePlace) {
        self.fault = fault
        self.place = place
    }
}
