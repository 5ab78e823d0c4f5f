/// The characters that may stand between fields, by their names in presets.
enum CSVDelimiter: String, CaseIterable {
    case comma, semicolon, tab, pipe

    var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .semicolon: UInt8(ascii: ";")
        case .tab: UInt8(ascii: "\t")
        case .pipe: UInt8(ascii: "|")
        }
    }

    /// The one that stands most often in the first line with any, outside quotes; a comma where none does.
    ///
    /// Commas give way to another that divides all lines alike, where they do not or stand inside numbers.
    static func guess(_ bytes: [UInt8]) -> CSVDelimiter {
        let most = mostFrequent(bytes)
        guard most == .comma else { return most }
        return [.semicolon, .tab, .pipe].first { $0.divides(bytes, betterThan: .comma) } ?? .comma
    }

    private static func mostFrequent(_ bytes: [UInt8]) -> CSVDelimiter {
        var counts = [CSVDelimiter: Int]()
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard !isQuoted else { continue }
            let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            if isLineEnd, !counts.isEmpty { break }
            if let delimiter = allCases.first(where: { $0.byte == byte }) { counts[delimiter, default: 0] += 1 }
        }
        // Ties go to the earlier in the list, not to a dictionary's whim.
        let most = counts.values.max() ?? 0
        return allCases.first { counts[$0] == most } ?? .comma
    }

    /// Whether the first lines all have as many fields by this delimiter, and either not by the other or with the other
    /// as their numbers' decimal mark.
    private func divides(_ bytes: [UInt8], betterThan other: CSVDelimiter) -> Bool {
        let lines = Self.firstRecords(bytes, self)
        guard lines.count > 1, lines[0].count > 1, lines.allSatisfy({ $0.count == lines[0].count }) else {
            return false
        }
        let widths = Set(Self.firstRecords(bytes, other).map(\.count))
        if widths.count > 1 { return true }
        let mark = Character(UnicodeScalar(other.byte))
        let marked = lines.dropFirst().joined().filter { $0.contains(mark) }
        return !marked.isEmpty && marked.allSatisfy { NumberShape($0) == .comma || NumberShape($0) == .commaOrGrouped }
    }

    private static func firstRecords(_ bytes: [UInt8], _ delimiter: CSVDelimiter) -> [[String]] {
        var reader = CSVReader(path: "", bytes: bytes, delimiter: delimiter.byte)
        var record = CSVReader.Record()
        var records: [[String]] = []
        while records.count < 50, (try? reader.read(into: &record)) == true { records.append(reader.texts(of: record)) }
        return records
    }
}
