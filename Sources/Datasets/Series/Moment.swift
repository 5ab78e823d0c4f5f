/// Seconds since 1970 for a date, or the number itself where a number stands: what rows are put in order by.
///
/// Dates are ISO 8601: `2024-03-31`, `2024-03-31 18:30`, `2024-03-31T18:30:05.25Z`, `…+02:00`; `/` may stand for `-`.
/// Without a zone, all times count as of one zone.
func moment(of text: String) -> Double? {
    if let number = decimal(in: text) { return number.isFinite ? number : nil }
    let parts = text.split(maxSplits: 1) { $0 == "T" || $0 == " " }
    guard let day = parts.first, let days = dayNumber(day) else { return nil }
    guard parts.count == 2 else { return Double(days) * 86400 }
    var clock = parts[1]
    var offset = 0.0
    if clock.last == "Z" {
        clock.removeLast()
    } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
        guard let seconds = clockSeconds(clock[clock.index(after: sign)...]) else { return nil }
        offset = clock[sign] == "+" ? seconds : -seconds
        clock = clock[..<sign]
    }
    guard let seconds = clockSeconds(clock) else { return nil }
    return Double(days) * 86400 + seconds - offset
}

/// Seconds of `18:30`, `18:30:05`, `18:30:05.25`.
private func clockSeconds(_ text: Substring) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hours = Int(parts[0]), let minutes = Int(parts[1]) else { return nil }
    guard let seconds = parts.count == 3 ? Double(parts[2]) : 0 else { return nil }
    guard (0..<24).contains(hours), (0..<60).contains(minutes), seconds >= 0, seconds < 61 else { return nil }
    return Double(hours * 3600 + minutes * 60) + seconds
}

/// Days since 1 January 1970 of `2024-03-31` (H. Hinnant, "chrono-compatible low-level date algorithms").
private func dayNumber(_ text: Substring) -> Int? {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }
    guard parts.count == 3, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
        let day = Int(parts[2]), (1...12).contains(month)
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day >= 1, day <= lengths[month - 1] else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}
