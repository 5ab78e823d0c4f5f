import Tunables

/// What the columns of a CSV file are: their names, which is the target, which the date, which are features.
struct CSVLayout {
    let path: String
    let hasHeader: Bool
    let names: [String]
    let target: Int
    /// The column that puts the rows in order, if one was named.
    let date: Int?
    let features: [Int]

    /// Decides by the settings and by the first records.
    ///
    /// - Throws: ``DatasetError`` for a column that does not exist or if no feature is left.
    init(path: String, sample: [[String]], values: Values) throws(DatasetError) {
        guard let first = sample.first else { throw .empty(path: path) }
        let wanted = values.word("target")
        self.path = path
        hasHeader =
            switch values.word("header") {
            case "yes": true
            case "no": false
            default: first.contains(wanted) && !wanted.isEmpty || Self.looksLikeHeader(sample)
            }
        let isNamed = hasHeader
        names = first.enumerated().map { number, text in
            isNamed && !text.isEmpty ? text : "column \(number + 1)"
        }
        target = wanted.isEmpty ? names.count - 1 : try Self.find(wanted, key: "target", names: names, path: path)
        let dated = values.word("date")
        date = dated.isEmpty ? nil : try Self.find(dated, key: "date", names: names, path: path)
        var left = Set(names.indices).subtracting([target]).subtracting(date.map { [$0] } ?? [])
        for name in values.word("ignore").split(separator: ",") {
            left.remove(try Self.find(trimmed(name), key: "ignore", names: names, path: path))
        }
        features = left.sorted()
        if hasHeader {
            try Self.refuseDuplicates(
                among: features + [target] + (date.map { [$0] } ?? []), names: first, path: path)
        }
        let isForecast = (values.integer("window") ?? 0) > 0
        guard !features.isEmpty || isForecast else { throw .noFeatures(path: path) }
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

    /// Names hold no number, and under a feature's name numbers follow.
    private static func looksLikeHeader(_ sample: [[String]]) -> Bool {
        let first = sample[0]
        guard !first.contains(where: { decimal(in: $0) != nil }) else { return false }
        return sample.count == 1
            || first.indices.contains { column in
                sample.dropFirst().contains { record in
                    record.indices.contains(column) && decimal(in: record[column]) != nil
                }
            }
    }

    func cell(line: Int, column: Int) -> DatasetError.Cell {
        DatasetError.Cell(path: path, line: line, column: column + 1, name: names[column])
    }
}

/// The text without white space at its ends.
private func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
}
