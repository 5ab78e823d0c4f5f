import Glibc

/// Numbers as people read them. The decimal separator is always a point.
enum NumberText {
    /// So many significant digits: `0.08312`, `1.2e-07`.
    static func significant(_ number: Double, _ digits: Int = 4) -> String {
        guard number.isFinite else { return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }
        return format("%.*g", Int32(digits), number)
    }

    /// So many digits after the point.
    static func fixed(_ number: Double, _ digits: Int) -> String {
        guard number.isFinite else { return significant(number) }
        return format("%.*f", Int32(digits), number)
    }

    /// Thousands set apart: `6 570`.
    static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var groups: [Substring] = []
        var rest = Substring(digits)
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        groups.insert(rest, at: 0)
        return (number < 0 ? "-" : "") + groups.joined(separator: " ")
    }

    /// A duration: `0.84 s`, `42.1 s`, `3 min 05 s`, `2 h 07 min`.
    static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0 else { return "?" }
        if seconds < 10 { return fixed(seconds, 2) + " s" }
        if seconds < 60 { return fixed(seconds, 1) + " s" }
        let whole = Int(min(seconds, 1e15))
        if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
        return "\(whole / 3600) h \(padded(whole / 60 % 60)) min"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func format(_ format: String, _ digits: Int32, _ number: Double) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
            guard let base = buffer.baseAddress else { return "" }
            _ = withVaList([digits, number]) { vsnprintf(base, buffer.count, format, $0) }
            return String(cString: base)
        }
    }
}
