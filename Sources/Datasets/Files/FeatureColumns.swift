/// The columns of a table as its rows are read: what to take as features, and how to name a cell.
protocol FeatureColumns {
    /// Of all columns.
    var names: [String] { get }
    /// Columns of features, from 0.
    var features: [Int] { get }
    var dialect: TableDialect { get }
    /// The first line's texts, where it names the columns.
    var header: [String]? { get }
    func cell(line: Int, column: Int) -> DatasetError.Cell
}

extension FeatureColumns {
    /// Whether a record repeats the header, as where tables were put one behind the other.
    func isHeader(_ record: CSVReader.Record, in reader: CSVReader) -> Bool {
        guard let header, let first = record.fields.first, first.end - first.start == header[0].utf8.count else {
            return false
        }
        return reader.texts(of: record).prefix(header.count).elementsEqual(header)
    }
}

extension CSVLayout: FeatureColumns {}
extension TableLayout: FeatureColumns {}

extension TableFaults {
    /// Appends a record's features; what is no number becomes a fault.
    ///
    /// - Parameter kind: what the columns are there for, which decides what would help.
    /// - Returns: false, with a fault, where the record has not as many fields as the table has columns, or is the header.
    mutating func takeFeatures(
        of record: CSVReader.Record, from reader: CSVReader, _ layout: some FeatureColumns,
        as kind: DatasetError.Column,
        into features: inout [Float]
    ) throws(DatasetError) -> Bool {
        guard record.fits(layout.names.count) else {
            try add(
                .raggedRow(
                    path: reader.path, line: record.line, found: record.fields.count, expected: layout.names.count))
            return false
        }
        if layout.isHeader(record, in: reader) {
            try add(.repeatedHeader(path: reader.path, line: record.line))
            return false
        }
        let dialect = layout.dialect
        let looksFirst = dialect.hasMissingNumbers
        for column in layout.features {
            let field = record.fields[column]
            let isMissing = looksFirst && reader.isMissing(field, dialect)
            if !isMissing, let number = reader.number(of: field, dialect), Float(number).isFinite {
                features.append(Float(number))
            } else {
                let cell = layout.cell(line: record.line, column: column)
                try add(numberError(reader.text(of: field), isQuoted: field.isQuoted, at: cell, in: kind, dialect))
            }
        }
        return true
    }
}
