import Runs
import Tunables

/// A JSON value whose members keep their order, so that lines read the same every time.
enum JSON {
    case null
    case boolean(Bool)
    case integer(Int)
    /// Written as the shortest text that reads back as the same number; `null` where it is not finite, which JSON cannot say.
    case number(Double)
    case text(String)
    case array([JSON])
    case members([Member])

    /// A name and its value.
    struct Member {
        let name: String
        let value: JSON
    }

    /// An object whose members stand in this order.
    static func object(_ members: [(String, JSON)]) -> JSON {
        .members(members.map { Member(name: $0.0, value: $0.1) })
    }

    /// A setting's value.
    init(_ value: Value?) {
        switch value {
        case nil: self = .null
        case .real(let number): self = .number(number)
        case .integer(let number): self = .integer(number)
        case .toggle(let isOn): self = .boolean(isOn)
        case .word(let word): self = .text(word)
        case .list(let values): self = .array(values.map { JSON($0) })
        }
    }

    /// The number, or `null`.
    init(_ number: Double?) { self = number.map(JSON.number) ?? .null }
    /// The number, or `null`.
    init(_ number: Int?) { self = number.map(JSON.integer) ?? .null }
}

extension JSON: CustomStringConvertible {
    /// The value on one line.
    var description: String {
        switch self {
        case .null: "null"
        case .boolean(let isTrue): isTrue ? "true" : "false"
        case .integer(let number): String(number)
        case .number(let number): number.isFinite ? "\(number)" : "null"
        case .text(let text): text.quotedForJSON
        case .array(let elements): "[" + elements.map(\.description).joined(separator: ",") + "]"
        case .members(let members):
            "{" + members.map { $0.name.quotedForJSON + ":" + $0.value.description }.joined(separator: ",") + "}"
        }
    }
}
