/// A setting's value: what a preset, the command line, a key or a script assigns to a key.
public enum Value: Sendable, Hashable {
    /// A floating-point number.
    case real(Double)
    /// A whole number.
    case integer(Int)
    /// On or off.
    case toggle(Bool)
    /// A name out of a closed list, or a free text such as a path.
    case word(String)
    /// Several values in order.
    case list([Value])

    /// The number this value stands for, if it is one.
    public var number: Double? {
        switch self {
        case .real(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }
}

extension Value: CustomStringConvertible {
    /// The value as a preset would write it.
    public var description: String {
        switch self {
        case .real(let value): Value.describe(value)
        case .integer(let value): String(value)
        case .toggle(let value): value ? "true" : "false"
        case .word(let value): value
        case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
        }
    }

    /// The shortest text that reads back as the same number: `0.001` rather than `1e-3` where both are short.
    public static func describe(_ number: Double) -> String {
        guard number.isFinite else { return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }
        if number == number.rounded(), abs(number) < 1e7 { return String(Int(number)) }
        return String(number)
    }
}

extension Value: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByStringLiteral, ExpressibleByArrayLiteral
{
    public init(floatLiteral value: Double) { self = .real(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .toggle(value) }
    public init(stringLiteral value: String) { self = .word(value) }
    public init(arrayLiteral elements: Value...) { self = .list(elements) }
}
