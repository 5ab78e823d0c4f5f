/// Numbers beside the charts: rates, settings, durations. ``ChartNumber`` has the rest.
enum NumberText {
    /// `41.8k`, `2.1M`, `640`: three significant digits and a suffix.
    static func compact(_ number: Double) -> String {
        guard number.isFinite else { return ChartNumber.special(number) }
        for (limit, suffix) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where abs(number) >= limit {
            let scaled = number / limit
            return ChartNumber.fixed(scaled, decimals: abs(scaled) >= 100 ? 0 : 1) + suffix
        }
        return ChartNumber.fixed(number, decimals: abs(number) >= 10 || number == number.rounded() ? 0 : 1)
    }

    /// A setting as a person would type it: `0.001`, `5e-5`, `64`.
    static func setting(_ number: Double) -> String {
        guard number.isFinite else { return ChartNumber.special(number) }
        if number == number.rounded(), abs(number) < 1e6 { return String(Int(number)) }
        let text = shortExponent(String(number))
        return text.count <= 8 ? text : shortExponent(ChartNumber.significant(number, digits: 4))
    }

    /// `0:42`, `12:05`, `1:02:03`, `3d 04h`.
    static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "?" }
        let total = Int(max(0, seconds).rounded())
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        switch total {
        case ..<3600: return "\(total / 60):\(two(total % 60))"
        case ..<86_400: return "\(total / 3600):\(two(total / 60 % 60)):\(two(total % 60))"
        default: return "\(total / 86_400)d \(two(total / 3600 % 24))h"
        }
    }

    /// The exponent of the leading digit; `number` is finite and not zero.
    static func decimalExponent(_ number: Double) -> Int {
        var exponent = 0
        var rest = abs(number)
        while rest >= 10 {
            rest /= 10
            exponent += 1
        }
        while rest < 1 {
            rest *= 10
            exponent -= 1
        }
        // Repeated division may land a hair beside a power of ten; the scale decides.
        if abs(number) >= powerOfTen(exponent + 1) { exponent += 1 }
        if abs(number) < powerOfTen(exponent) { exponent -= 1 }
        return exponent
    }

    static func powerOfTen(_ exponent: Int) -> Double {
        Double("1e\(exponent)") ?? (exponent > 0 ? .infinity : 0)
    }

    /// `1e-05` becomes `1e-5`, `1.50e3` becomes `1.5e3`.
    private static func shortExponent(_ text: String) -> String {
        guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
            return trimmedZeros(text)
        }
        return trimmedZeros(String(text[..<mark])) + "e\(exponent)"
    }

    private static func trimmedZeros(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = Substring(text)
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return String(text)
    }
}
