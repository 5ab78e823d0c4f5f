/// A user's table before anything is known of its columns: the bytes, what divides the fields, the first records.
struct TableText {
    /// At the first record, so that it can be read again.
    let start: CSVReader
    let delimiter: CSVDelimiter
    /// The first record's texts, without empty ones at the end that no record has a value for.
    let first: [String]
    let firstLine: Int
    /// The first record and some below it as evidence: `nil` for a cell without a value.
    let firstValues: [String?]
    let rows: [[String?]]
    let notes: [String]

    /// As many records are looked at before columns are decided on.
    static let sampled = 1000

    /// - Throws: ``DatasetError`` where this is no text, has no record, or begins with a line of another width.
    init(
        path: String, bytes: [UInt8], delimiter chosen: CSVDelimiter? = nil, dialect: TableDialect
    ) throws(DatasetError) {
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else { throw .notText(path: path) }
        delimiter = chosen ?? CSVDelimiter.guess(bytes)
        start = CSVReader(path: path, bytes: bytes, delimiter: delimiter.byte)
        var reader = start
        var record = CSVReader.Record()
        guard try reader.read(into: &record) else { throw .empty(path: path) }
        let width = try Self.width(of: record, before: reader)
        first = Array(reader.texts(of: record).prefix(width))
        firstLine = record.line
        firstValues = Self.values(of: record, reader, dialect, width: width)
        var hasTail = record.fields.count > width
        var rows: [[String?]] = []
        var widths: Set<Int> = []
        while rows.count < Self.sampled, try reader.read(into: &record) {
            let fits = record.fits(width)
            hasTail = hasTail || fits && record.fields.count > width
            widths.insert(fits ? width : record.fields.count)
            rows.append(Self.values(of: record, reader, dialect, width: .max))
        }
        if rows.count > 1, widths.count == 1, let other = widths.first, other != width {
            throw .oddFirstLine(path: path, line: firstLine, found: width, expected: other)
        }
        self.rows = rows
        notes = hasTail ? ["what ends the lines, a column without a name and without any value, is left out"] : []
    }

    /// The columns of a table with this first record: empty fields at its end count only if a record has a value there.
    private static func width(of first: CSVReader.Record, before rest: CSVReader) throws(DatasetError) -> Int {
        let named = (first.fields.lastIndex { !$0.isEmpty } ?? 0) + 1
        guard named < first.fields.count else { return named }
        var reader = rest
        var record = CSVReader.Record()
        while try reader.read(into: &record) {
            if record.fields.dropFirst(named).contains(where: { !$0.isEmpty }) { return first.fields.count }
        }
        return named
    }

    private static func values(
        of record: CSVReader.Record, _ reader: CSVReader, _ dialect: TableDialect, width: Int
    ) -> [String?] {
        record.fields.prefix(width).map { field in
            let text = reader.text(of: field)
            return dialect.isMissing(text, isQuoted: field.isQuoted) ? nil : text
        }
    }

    /// What stands in these columns, gaps left out; the first record too, since it may be data.
    func cells(of columns: [Int]) -> [String] {
        ([firstValues] + rows).flatMap { row in columns.compactMap { row.indices.contains($0) ? row[$0] : nil } }
    }

    /// What the first line is, where nobody says it.
    var headerEvidence: HeaderEvidence {
        let isGap = zip(first, firstValues).contains { !$0.isEmpty && $1 == nil }
        return HeaderEvidence(first: firstValues, isGap: isGap, rows: rows)
    }
}

extension CSVReader.Record {
    /// Whether it has so many fields, or more that are all empty: a delimiter at the end of a line adds nothing.
    func fits(_ width: Int) -> Bool {
        fields.count == width || fields.count > width && fields[width...].allSatisfy(\.isEmpty)
    }
}
