import Tunables

/// What the columns of a CSV file are: their names, which is the target, which the date, which are features.
struct CSVLayout {
    let path: String
    let header: [String]?
    let names: [String]
    let target: Int
    /// The column that puts the rows in order, if one was named.
    let date: Int?
    let features: [Int]
    let dialect: TableDialect
    /// What was decided without being sure of it, in words.
    let notes: [String]

    /// Decides by the settings and by the first records.
    ///
    /// - Parameter dialect: what the settings alone say of it.
    /// - Throws: ``DatasetError`` for a column that does not exist or is named twice, or if no feature is left.
    init(_ text: TableText, dialect: TableDialect, values: Values) throws(DatasetError) {
        let path = text.start.path
        self.path = path
        let ignored = values.word("ignore").split(separator: ",").map(trimmed).filter { !$0.isEmpty }
        let named = ([values.word("target"), values.word("date")] + ignored).filter { Int($0) == nil }
        let evidence = text.headerEvidence
        let choice = values.word("header")
        let isNamed = choice == "auto" && text.first.contains { !$0.isEmpty && named.contains($0) }
        let hasHeader = choice == "yes" || choice == "auto" && (isNamed || evidence.isHeader)
        header = hasHeader ? text.first : nil
        let names = text.first.enumerated().map { hasHeader && !$1.isEmpty ? $1 : "column \($0 + 1)" }
        self.names = names
        let columns = try NamedColumns(names, path: path, values: values, ignored: ignored)
        target = columns.target
        date = columns.date
        features = columns.features
        if hasHeader {
            let used = features + [target] + (date.map { [$0] } ?? [])
            try Self.refuseDuplicates(among: used, names: text.first, path: path)
        }
        let isForecast = (values.integer("window") ?? 0) > 0
        guard !features.isEmpty || isForecast else { throw .noFeatures(path: path, columns: names.count) }

        let isDoubtful = choice == "auto" && !isNamed && evidence.isDoubtful
        let other = hasHeader ? "names; header: no takes it for data" : "data; header: yes takes it for names"
        let numbers = text.cells(of: features + [target])
        let mark =
            TableDialect.DecimalMark(
                rawValue: values.word("decimal")) ?? (text.delimiter == .comma ? .point : .init(detectedIn: numbers))
        self.dialect = TableDialect(decimal: mark, missingWords: dialect.missingWords)
        notes =
            (isDoubtful ? ["the first line is taken for \(other)"] : [])
            + (values.word("decimal") == "auto" ? Self.note(mark, of: numbers, delimiter: text.delimiter) : [])
    }

    private static func note(
        _ mark: TableDialect.DecimalMark, of numbers: [String], delimiter: CSVDelimiter
    ) -> [String] {
        guard mark == .point else { return ["numbers are read with a decimal comma (decimal: point says otherwise)"] }
        let pointed = numbers.filter { $0.contains(".") }
        guard delimiter == .semicolon, let first = pointed.first,
            pointed.allSatisfy({ NumberShape($0) == .pointOrGrouped })
        else { return [] }
        return ["numbers such as '\(first)' are read with a decimal point, not as thousands"]
    }

    /// The column of that name, or else of that number from 1; negative numbers count from the last.
    static func find(
        _ name: String, key: String, names: [String], path: String
    ) throws(DatasetError) -> Int {
        if let index = names.firstIndex(of: name) { return index }
        if let number = Int(name) {
            let index = number > 0 ? number - 1 : names.count + number
            if number != 0, names.indices.contains(index) { return index }
        }
        throw .unknownColumn(path: path, key: key, name: name, columns: names)
    }

    /// Columns in use that share a name could not be told apart later, in a table to predict.
    private static func refuseDuplicates(among columns: [Int], names: [String], path: String) throws(DatasetError) {
        var places: [String: [Int]] = [:]
        for column in columns.sorted() where !names[column].isEmpty {
            places[names[column], default: []].append(column + 1)
        }
        let shared = places.filter { $0.value.count > 1 }.min { $0.value[0] < $1.value[0] }
        if let shared { throw .duplicateColumn(path: path, name: shared.key, columns: shared.value) }
    }

    func cell(line: Int, column: Int) -> DatasetError.Cell {
        DatasetError.Cell(path: path, line: line, column: column + 1, name: names[column])
    }
}

extension FeatureColumns {
    var hasHeader: Bool { header != nil }
}
