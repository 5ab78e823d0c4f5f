import Foundation
import Training
import Tunables

/// Numbers, times and changes as the report words them.
enum ReportWords {
    /// Four figures at most: `0.0837`, `1.2e-05`, `12 340`.
    static func number(_ value: Double?) -> String {
        guard let value else { return "–" }
        guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "−∞" : "∞" }
        if value == value.rounded(), abs(value) < 1e9 { return count(Int(value)) }
        return String(format: "%.4g", value).replacing("-", with: "−")
    }

    /// `1 234 567`, the groups apart.
    static func count(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "\u{202F}" }
            text.append(digit)
        }
        return (value < 0 ? "−" : "") + text
    }

    static func percent(_ share: Double?) -> String {
        share.map { String(format: "%.1f", 100 * $0) + "\u{202F}%" } ?? "–"
    }

    /// `1 h 02 min`, `3 min 20 s`, `4.2 s`.
    static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 60 else { return String(format: "%.1f s", max(0, seconds)) }
        let whole = Int(min(seconds, 1e12).rounded())
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(count(whole / 3600)) h \(String(format: "%02d", whole / 60 % 60)) min"
    }

    /// `2026-11-21 09:05 UTC`
    static func moment(_ seconds: Double) -> String {
        Timestamp.iso8601(seconds).prefix(16).replacing("T", with: " ") + " UTC"
    }

    static func value(_ value: Value?) -> String {
        switch value {
        case nil: "unset"
        case .toggle(let isOn): isOn ? "on" : "off"
        case .real(let number): String(format: "%.6g", number)
        case .some(let other): other.description
        }
    }

    /// What an entry of the journal changed, a line for each key.
    static func changes(_ entry: JournalEntry) -> [(key: String, change: String)] {
        let changes: [(key: String, change: String)] = entry.assignments.enumerated().map { index, assignment in
            if assignment.key == "stop" { return ("stop", "best weights restored") }
            let previous = entry.previous.indices.contains(index) ? entry.previous[index] : nil
            guard let previous else { return (assignment.key, value(assignment.value)) }
            return (assignment.key, "\(value(previous)) → \(value(assignment.value))")
        }
        return changes + (entry.rates.map { [("lr", $0.words { number($0) })] } ?? [])
    }

    static func state(_ state: RunState) -> String {
        switch state {
        case .earlyStopped: "early stopped"
        default: state.rawValue
        }
    }

    /// A text between tags or in an attribute.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case "\u{0}"..<" ", "\u{7F}"..."\u{9F}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
