#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Numbers as charts write them: short, with a point, without locale.
enum ChartNumber {
    /// `3 450`
    static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(" ") }
            text.append(digit)
        }
        return text
    }

    /// With so many decimals.
    static func fixed(_ number: Double, decimals: Int) -> String {
        guard number.isFinite else { return special(number) }
        let decimals = min(12, max(0, decimals))
        let scale = pow(10, Double(decimals))
        let scaled = (abs(number) * scale).rounded()
        guard scaled < 1e15 else { return scientific(number, digits: 2) }
        let digits = String(Int(scaled))
        let sign = number < 0 && scaled > 0 ? "-" : ""
        if decimals == 0 { return sign + digits }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    /// `2.1e-5`; `1e-5` with one digit.
    static func scientific(_ number: Double, digits: Int) -> String {
        guard number.isFinite else { return special(number) }
        guard number != 0 else { return "0" }
        var exponent = Int(log10(abs(number)).rounded(.down))
        var mantissa = number / power(exponent)
        if (abs(mantissa) * power(digits - 1)).rounded() >= power(digits) {
            exponent += 1
            mantissa = number / power(exponent)
        }
        return fixed(mantissa, decimals: digits - 1) + "e\(exponent)"
    }

    /// In so many significant digits, with an exponent where it is shorter: `0.0312`, `6.2e-6`.
    static func significant(_ number: Double, digits: Int = 3) -> String {
        guard number.isFinite else { return special(number) }
        guard number != 0 else { return "0" }
        let exponent = Int(log10(abs(number)).rounded(.down))
        if exponent < -3 || exponent > 5 { return scientific(number, digits: max(1, digits - 1)) }
        return fixed(number, decimals: max(0, digits - 1 - exponent))
    }

    /// A learning rate: `0.05`, `1.00e-3`.
    static func rate(_ number: Double, digits: Int = 3) -> String {
        abs(number) >= 0.01 || number == 0 || !number.isFinite
            ? significant(number, digits: digits) : scientific(number, digits: digits)
    }

    /// As a person would type it: `0.9`, `0.99`, `1e-5`.
    static func short(_ number: Double) -> String {
        let text = significant(number)
        guard let exponent = text.firstIndex(of: "e") else { return trimmed(text) }
        return trimmed(String(text[..<exponent])) + text[exponent...]
    }

    /// A count on an axis: `0`, `500`, `1.5k`, `2M`.
    static func count(_ number: Double) -> String {
        for (limit, suffix) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where abs(number) >= limit {
            return trimmed(fixed(number / limit, decimals: 3)) + suffix
        }
        return trimmed(fixed(number, decimals: 3))
    }

    /// A count of which three digits are known: `27 700`, beyond a million `2.8e6`.
    static func approximate(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 999_500 else { return scientific(number, digits: 2) }
        guard abs(number) >= 1000 else { return count(number.rounded()) }
        let unit = power(Int(log10(abs(number)).rounded(.down)) - 2)
        return grouped(Int((number / unit).rounded() * unit))
    }

    /// `0:42`, `12:05`, `1:02:03`; below ten seconds `3.5s`.
    static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "?" }
        if seconds < 10 { return trimmed(fixed(seconds, decimals: 3)) + "s" }
        let total = Int(seconds.rounded())
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        if total < 3600 { return "\(total / 60):\(two(total % 60))" }
        return "\(total / 3600):\(two(total / 60 % 60)):\(two(total % 60))"
    }

    static func special(_ number: Double) -> String { number.isNaN ? "NaN" : number > 0 ? "Inf" : "-Inf" }

    static func power(_ exponent: Int) -> Double { pow(10, Double(exponent)) }

    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = text
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }
}
