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
    static func guess(_ bytes: [UInt8]) -> CSVDelimiter {
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
}
