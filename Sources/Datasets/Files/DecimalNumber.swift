/// The number that short decimal text spells, exactly rounded; `nil` for all that takes more care than that.
///
/// Up to 15 digits and powers of ten up to 22 are exact in Double, so that one multiplication or division rounds once
/// (Clinger 1990, "How to read floating point numbers accurately"). Tables hold little else.
func parseDecimal(_ bytes: UnsafeBufferPointer<UInt8>, mark: UInt8 = UInt8(ascii: ".")) -> Double? {
    var position = 0
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { position = 1 }
    var digits = 0
    var mantissa: UInt64 = 0
    var decimals = 0
    var isPastPoint = false
    while position < bytes.count {
        let byte = bytes[position]
        if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            mantissa = mantissa &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
            digits += 1
            if isPastPoint { decimals += 1 }
        } else if byte == mark, !isPastPoint {
            isPastPoint = true
        } else {
            return nil
        }
        position += 1
    }
    guard digits > 0, digits <= 15 else { return nil }
    let value = Double(mantissa) / powersOfTen[decimals]
    return isNegative ? -value : value
}

/// The number that a text spells in decimal; `nil` for all else, also for what only programmers write (`0x1f`).
func decimal(in text: String) -> Double? {
    text.utf8.contains { $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X") } ? nil : Double(text)
}

/// 10⁰ … 10¹⁵.
private let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]
