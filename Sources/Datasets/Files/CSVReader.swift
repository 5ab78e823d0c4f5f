/// Divides CSV text into records (RFC 4180), bytes in, one record at a time; nothing is copied until it is asked for.
///
/// Lines end in LF, CRLF or CR. Spaces around a field are not part of it. A quoted field may hold delimiters, line ends
/// and doubled quotes; a quote inside an unquoted field stands for itself. Records without any text are skipped.
struct CSVReader {
    /// Where a field's text lies, quotes around it left out.
    struct Field {
        let start: Int
        let end: Int
        var isQuoted = false
        /// Whether quotes are doubled inside.
        var hasDoubledQuotes = false

        var isEmpty: Bool { end == start }
    }

    struct Record {
        /// The line on which it begins, from 1.
        var line = 0
        var fields: [Field] = []
    }

    let path: String
    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var position = 0
    private var line = 1

    init(path: String, bytes: [UInt8], delimiter: UInt8) {
        self.path = path
        self.bytes = bytes
        self.delimiter = delimiter
        if bytes.starts(with: Self.byteOrderMark) { position = Self.byteOrderMark.count }
    }

    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Reads the next record into `record`, whose memory is used again.
    ///
    /// - Returns: false at the end.
    /// - Throws: ``DatasetError/unclosedQuote(path:line:)`` or ``DatasetError/textAfterQuote(path:line:)``.
    mutating func read(into record: inout Record) throws(DatasetError) -> Bool {
        while position < bytes.count {
            record.line = line
            record.fields.removeAll(keepingCapacity: true)
            while true {
                record.fields.append(try readField())
                guard position < bytes.count, bytes[position] == delimiter else { break }
                position += 1
            }
            skipLineEnd()
            if record.fields.contains(where: { !$0.isEmpty }) { return true }
        }
        return false
    }

    /// Reads up to the next delimiter, line end or the end of the text, and stays there.
    private mutating func readField() throws(DatasetError) -> Field {
        skipSpaces()
        if isAt(Self.quote) { return try readQuoted() }
        let start = position
        while position < bytes.count, !isFieldEnd(bytes[position]) { position += 1 }
        var end = position
        while end > start, isSpace(bytes[end - 1]) { end -= 1 }
        return Field(start: start, end: end)
    }

    private mutating func readQuoted() throws(DatasetError) -> Field {
        let opened = line
        let start = position + 1
        var hasDoubledQuotes = false
        position = start
        while true {
            guard position < bytes.count else { throw .unclosedQuote(path: path, line: opened) }
            let byte = bytes[position]
            position += 1
            if byte == Self.quote {
                guard isAt(Self.quote) else { break }
                hasDoubledQuotes = true
                position += 1
            } else if byte == Self.lineFeed || byte == Self.carriageReturn && !isAt(Self.lineFeed) {
                line += 1
            }
        }
        let field = Field(start: start, end: position - 1, isQuoted: true, hasDoubledQuotes: hasDoubledQuotes)
        skipSpaces()
        guard position == bytes.count || isFieldEnd(bytes[position]) else {
            throw .textAfterQuote(path: path, line: line)
        }
        return field
    }

    private mutating func skipSpaces() {
        while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    }

    private mutating func skipLineEnd() {
        guard position < bytes.count else { return }
        let isReturn = bytes[position] == Self.carriageReturn
        position += 1
        if isReturn, isAt(Self.lineFeed) { position += 1 }
        line += 1
    }

    private func isAt(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

    private func isSpace(_ byte: UInt8) -> Bool {
        (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")) && byte != delimiter
    }

    private func isFieldEnd(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}

extension CSVReader {
    func text(of field: Field) -> String {
        let text = String(decoding: bytes[field.start..<field.end], as: UTF8.self)
        return field.hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
    }

    func texts(of record: Record) -> [String] { record.fields.map { text(of: $0) } }

    /// The number a field spells out; `nil` where it spells none.
    func number(of field: Field, _ dialect: TableDialect) -> Double? {
        bytes.withUnsafeBufferPointer { bytes in
            parseDecimal(UnsafeBufferPointer(rebasing: bytes[field.start..<field.end]), mark: dialect.decimal.byte)
        } ?? dialect.number(in: text(of: field))
    }

    /// Whether a field has no value.
    func isMissing(_ field: Field, _ dialect: TableDialect) -> Bool {
        field.isEmpty || !field.isQuoted && dialect.isMissing(text(of: field))
    }
}
