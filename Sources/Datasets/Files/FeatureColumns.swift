/// The columns of a table as its rows are read: what to take as features, and how to name a cell.
protocol FeatureColumns {
    /// Of all columns.
    var names: [String] { get }
    /// Columns of features, from 0.
    var features: [Int] { get }
    func cell(line: Int, column: Int) -> DatasetError.Cell
}

extension CSVLayout: FeatureColumns {}
extension TableLayout: FeatureColumns {}

extension TableFaults {
    /// Appends a record's features; what is no number becomes a fault.
    ///
    /// - Parameter kind: what the columns are there for, which decides what would help.
    /// - Returns: false, with a fault, where the record has not as many fields as the table has columns.
    mutating func takeFeatures(
        of record: CSVReader.Record, from reader: CSVReader, _ layout: some FeatureColumns,
        as kind: DatasetError.Column,
        into features: inout [Float]
    ) throws(DatasetError) -> Bool {
        guard record.fields.count == layout.names.count else {
            try add(
                .raggedRow(
                    path: reader.path, line: record.line, found: record.fields.count, expected: layout.names.count))
            return false
        }
        for column in layout.features {
            let field = record.fields[column]
            if let number = reader.number(of: field), Float(number).isFinite {
                features.append(Float(number))
            } else {
                let cell = layout.cell(line: record.line, column: column)
                try add(numberError(reader.text(of: field), at: cell, in: kind))
            }
        }
        return true
    }
}
