/// Rows of a user's table as a trained network takes them: the features of its training data, found by their names or,
/// without a header, by position. A target may be among the columns.
public struct TableRows: Sendable {
    public let count: Int
    /// count × features, row-major, in their own units.
    public let features: [Float]
    /// What was decided while reading and is worth knowing, in words: columns that are not used.
    public let notes: [String]
    /// The line of the file on which each row begins, from 1.
    let lines: [Int]
    let layout: TableLayout
    /// A row each; empty where the table has no target.
    private let targets: [Target]

    private struct Target {
        let text: String
        let isMissing: Bool
    }

    /// - Parameters:
    ///   - path: a CSV file, gzip or not.
    ///   - columns: those of the training data.
    ///   - target: the target's column by name or number from 1, where it is not the training data's.
    /// - Throws: ``DatasetError`` with line and column of what cannot be read.
    public init(
        path: String, columns: TableColumns, target: String? = nil, needsTarget: Bool = false
    ) throws(DatasetError) {
        let path = resolvePath(path, from: ".")
        var file = try FileReader(path: path)
        try self.init(
            bytes: try file.readAll(limit: DataSize.longestText()), path: path, columns: columns, target: target,
            needsTarget: needsTarget)
    }

    /// Reads the table in `bytes`; `path` only serves the errors' words.
    init(
        bytes: [UInt8], path: String, columns: TableColumns, target: String? = nil, needsTarget: Bool = false
    ) throws(DatasetError) {
        let table = try TableText(path: path, bytes: bytes, dialect: columns.dialect)
        let layout = try TableLayout(table, columns: columns, target: target, needsTarget: needsTarget)
        var reader = table.start
        var record = CSVReader.Record()
        if layout.hasHeader { _ = try reader.read(into: &record) }

        var features: [Float] = []
        var targets: [Target] = []
        var lines: [Int] = []
        var faults = TableFaults()
        while try reader.read(into: &record) {
            guard
                try faults.takeFeatures(of: record, from: reader, layout, as: .required, into: &features)
            else { continue }
            if let target = layout.target {
                let field = record.fields[target]
                targets.append(Target(text: reader.text(of: field), isMissing: reader.isMissing(field, layout.dialect)))
            }
            lines.append(record.line)
        }
        try faults.check()
        guard !lines.isEmpty else { throw .empty(path: path) }
        count = lines.count
        self.features = features
        self.targets = targets
        self.lines = lines
        self.layout = layout
        notes = table.notes + layout.notes
    }

    /// The target as class numbers.
    ///
    /// - Parameter names: the classes of the training data; numbers may be written in another way (`1.0` for `1`).
    /// - Throws: ``DatasetError`` for a class that was not trained, or a missing one.
    public func classes(named names: [String]) throws(DatasetError) -> [Int32] {
        var classes: [Int32] = []
        classes.reserveCapacity(targets.count)
        var known: [String: Int32] = [:]
        var faults = TableFaults()
        let dialect = layout.dialect
        for (target, line) in zip(targets, lines) {
            let text = target.text
            if !target.isMissing, let label = known[text] {
                classes.append(label)
                continue
            }
            let index =
                target.isMissing
                ? nil
                : names.firstIndex(of: text)
                    ?? dialect.number(in: text).flatMap { number in
                        names.firstIndex { dialect.number(in: $0) == number }
                    }
            guard let index else {
                let cell = layout.cell(line: line, column: layout.target ?? 0)
                try faults.add(
                    target.isMissing
                        ? .missingValue(cell, text: text, in: .target)
                        : .unknownClass(cell, text: text, classes: names))
                continue
            }
            known[text] = Int32(index)
            classes.append(Int32(index))
        }
        try faults.check()
        return classes
    }

    /// The target as numbers.
    ///
    /// - Throws: ``DatasetError`` for what is no finite number.
    public func values() throws(DatasetError) -> [Float] {
        var values: [Float] = []
        values.reserveCapacity(targets.count)
        var faults = TableFaults()
        for (target, line) in zip(targets, lines) {
            let number = target.isMissing ? nil : layout.dialect.number(in: target.text)
            guard let number, Float(number).isFinite else {
                let cell = layout.cell(line: line, column: layout.target ?? 0)
                try faults.add(
                    numberError(target.text, isQuoted: !target.isMissing, at: cell, in: .required, layout.dialect))
                continue
            }
            values.append(Float(number))
        }
        try faults.check()
        return values
    }
}
