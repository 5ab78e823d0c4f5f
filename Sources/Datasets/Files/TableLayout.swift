/// Which columns of a user's table are the features that a network was trained on, and which is the target.
struct TableLayout {
    let path: String
    let header: [String]?
    let dialect: TableDialect
    let names: [String]
    /// The column of each feature, in the network's order.
    let features: [Int]
    let target: Int?
    let notes: [String]

    /// - Parameters:
    ///   - columns: those of the training data.
    ///   - wanted: the target by name or number from 1.
    /// - Throws: ``DatasetError`` for features that are not there, or a target that is needed and not there.
    init(
        _ text: TableText, columns: TableColumns, target wanted: String?, needsTarget: Bool
    ) throws(DatasetError) {
        let path = text.start.path
        let first = text.first
        let evidence = text.headerEvidence
        let isNamed = columns.isNamed && columns.featureNames.allSatisfy(first.contains)
        let hasHeader = isNamed || evidence.isHeader
        let names = first.enumerated().map { hasHeader && !$1.isEmpty ? $1 : "column \($0 + 1)" }
        let chosen = try wanted.map { name throws(DatasetError) in
            try CSVLayout.find(name, key: "target", names: first, path: path)
        }
        let found: (features: [Int], target: Int?)
        if hasHeader, columns.isNamed {
            let missing = columns.featureNames.filter { !first.contains($0) }
            guard missing.isEmpty else { throw .missingColumns(path: path, names: missing, columns: first) }
            let features = columns.featureNames.compactMap { first.firstIndex(of: $0) }
            let rest = names.indices.filter { !features.contains($0) }
            // A single column beside the features can be nothing else.
            let target = chosen ?? rest.first { names[$0] == columns.targetName }
            found = (features, target ?? (needsTarget && rest.count == 1 ? rest[0] : nil))
        } else if first.count == columns.count, chosen == nil || chosen == columns.target {
            found = (columns.features, columns.target)
        } else if first.count == columns.features.count {
            found = (Array(names.indices), nil)
        } else if first.count == columns.features.count + 1 {
            let place = chosen ?? names.count - 1
            found = (names.indices.filter { $0 != place }, place)
        } else {
            throw .raggedRow(path: path, line: text.firstLine, found: first.count, expected: columns.features.count)
        }
        if needsTarget, found.target == nil { throw .noTarget(path: path, columns: names) }
        let used = Set(found.features).union(found.target.map { [$0] } ?? [])
        self.path = path
        header = hasHeader ? first : nil
        dialect = columns.dialect
        self.names = names
        features = found.features
        target = found.target
        notes =
            (isNamed || !evidence.isDoubtful ? [] : ["the first line is taken for \(hasHeader ? "names" : "data")"])
            + Self.note(unused: names.indices.filter { !used.contains($0) }.map { "'\(names[$0])'" })
    }

    private static func note(unused: [String]) -> [String] {
        guard !unused.isEmpty else { return [] }
        let shown = unused.prefix(8).joined(separator: ", ") + (unused.count > 8 ? ", …" : "")
        let verb = unused.count == 1 ? "is" : "are"
        return ["\(counted(unused.count, "column")) the network was not trained on \(verb) not used: \(shown)"]
    }

    func cell(line: Int, column: Int) -> DatasetError.Cell {
        DatasetError.Cell(path: path, line: line, column: column + 1, name: names[column])
    }
}
