import Tunables

/// The columns that a preset names, each for one thing.
struct NamedColumns {
    let target: Int
    let date: Int?
    /// All that are nothing else and are not left out, in order.
    let features: [Int]

    /// - Parameter ignored: the names in `ignore`.
    /// - Throws: ``DatasetError/unknownColumn(path:key:name:columns:)``, or
    ///   ``DatasetError/sharedColumn(path:key:other:name:)`` where two settings name one column.
    init(_ names: [String], path: String, values: Values, ignored: [String]) throws(DatasetError) {
        let wanted = values.word("target")
        let target =
            wanted.isEmpty ? names.count - 1 : try CSVLayout.find(wanted, key: "target", names: names, path: path)
        var date: Int?
        if !values.word("date").isEmpty {
            let column = try CSVLayout.find(values.word("date"), key: "date", names: names, path: path)
            guard column != target else {
                throw .sharedColumn(path: path, key: "date", name: names[column], isDefault: wanted.isEmpty)
            }
            date = column
        }
        var left = Set(names.indices).subtracting([target]).subtracting(date.map { [$0] } ?? [])
        for name in ignored {
            let column = try CSVLayout.find(name, key: "ignore", names: names, path: path)
            guard column != target else {
                throw .sharedColumn(path: path, key: "ignore", name: names[column], isDefault: wanted.isEmpty)
            }
            left.remove(column)
        }
        self.target = target
        self.date = date
        features = left.sorted()
    }
}

/// The text without white space at its ends.
func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
}
