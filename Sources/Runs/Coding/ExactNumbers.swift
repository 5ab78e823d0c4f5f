/// Floating-point numbers in JSON, bit for bit: finite ones as the shortest digits that read back, others by their bits.
extension JSON {
    static func exact(_ value: Double) -> JSON {
        if value.isFinite { return .number("\(value)") }
        return .text("bits:" + String(value.bitPattern, radix: 16))
    }

    static func exact(_ value: Float) -> JSON {
        if value.isFinite { return .number("\(value)") }
        return .text("bits:" + String(value.bitPattern, radix: 16))
    }

    var exactDouble: Double? {
        if case .number(let digits) = self { return Double(digits) }
        return bits.flatMap { UInt64($0, radix: 16) }.map(Double.init(bitPattern:))
    }

    var exactFloat: Float? {
        if case .number(let digits) = self { return Float(digits) }
        return bits.flatMap { UInt32($0, radix: 16) }.map(Float.init(bitPattern:))
    }

    private var bits: Substring? {
        guard let text = string, text.hasPrefix("bits:") else { return nil }
        return text.dropFirst(5)
    }
}
