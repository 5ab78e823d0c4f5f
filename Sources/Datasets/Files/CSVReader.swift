/// Divides CSV text into records (RFC 4180), bytes in, one record at a time.
///
/// Lines end in LF, CRLF or CR. Spaces around a field are not part of it. A quoted field may hold delimiters, line ends
/// and doubled quotes; a quote inside an unquoted field stands for itself. Records without any text are skipped.
struct CSVReader {
    struct Record {
        /// The line on which it begins, from 1.
        let line: Int
        var fields: [String]
    }

    let path: String
    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var position = 0
    private var line = 1
    private var width = 8

    init(path: String, bytes: [UInt8], delimiter: UInt8) {
        self.path = path
        self.bytes = bytes
        self.delimiter = delimiter
        if bytes.starts(with: Self.byteOrderMark) { position = Self.byteOrderMark.count }
    }

    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The next record; `nil` at the end.
    ///
    /// - Throws: ``DatasetError/unclosedQuote(path:line:)`` or ``DatasetError/textAfterQuote(path:line:)``.
    mutating func next() throws(DatasetError) -> Record? {
        while position < bytes.count {
            let record = try readRecord()
            if !record.fields.allSatisfy(\.isEmpty) { return record }
        }
        return nil
    }

    private mutating func readRecord() throws(DatasetError) -> Record {
        let start = line
        var fields: [String] = []
        fields.reserveCapacity(width)
        while true {
            fields.append(try readField())
            guard position < bytes.count, bytes[position] == delimiter else { break }
            position += 1
        }
        skipLineEnd()
        width = fields.count
        return Record(line: start, fields: fields)
    }

    /// Reads up to the next delimiter, line end or the end of the text, and stays there.
    private mutating func readField() throws(DatasetError) -> String {
        skipSpaces()
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return try readQuoted() }
        let start = position
        while position < bytes.count, !isFieldEnd(bytes[position]) { position += 1 }
        var end = position
        while end > start, isSpace(bytes[end - 1]) { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private mutating func readQuoted() throws(DatasetError) -> String {
        let opened = line
        var text: [UInt8] = []
        position += 1
        while true {
            guard position < bytes.count else { throw .unclosedQuote(path: path, line: opened) }
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") {
                guard position < bytes.count, bytes[position] == byte else { break }
                position += 1
            } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && !isAt(UInt8(ascii: "\n")) {
                line += 1
            }
            text.append(byte)
        }
        skipSpaces()
        guard position == bytes.count || isFieldEnd(bytes[position]) else {
            throw .textAfterQuote(path: path, line: line)
        }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func skipSpaces() {
        while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    }

    private mutating func skipLineEnd() {
        guard position < bytes.count else { return }
        let isReturn = bytes[position] == UInt8(ascii: "\r")
        position += 1
        if isReturn, isAt(UInt8(ascii: "\n")) { position += 1 }
        line += 1
    }

    private func isAt(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

    private func isSpace(_ byte: UInt8) -> Bool {
        (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")) && byte != delimiter
    }

    private func isFieldEnd(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
}

extension CSVReader {
    /// The delimiter that stands most often in the first line, outside quotes; a comma where none does.
    static func guessDelimiter(_ bytes: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard !isQuoted else { continue }
            let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            if isLineEnd, !counts.isEmpty { break }
            if CSVDelimiter.guessed.contains(byte) { counts[byte, default: 0] += 1 }
        }
        // Ties go to the earlier of the list, not to a dictionary's whim.
        let best = counts.values.max() ?? 0
        return CSVDelimiter.guessed.first { counts[$0] == best } ?? UInt8(ascii: ",")
    }
}

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

    static let guessed: [UInt8] = allCases.map(\.byte)
}
