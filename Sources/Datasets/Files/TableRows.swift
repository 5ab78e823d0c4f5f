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
    /// The target's texts, a row each; empty where the table has no target.
    private let targets: [String]

    /// More text than this is refused: the table would not fit in memory.
    private static let largestFile = 1 << 30

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
            bytes: try file.readAll(limit: Self.largestFile), path: path, columns: columns, target: target,
            needsTarget: needsTarget)
    }

    /// Reads the table in `bytes`; `path` only serves the errors' words.
    init(
        bytes: [UInt8], path: String, columns: TableColumns, target: String? = nil, needsTarget: Bool = false
    ) throws(DatasetError) {
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else { throw .notText(path: path) }
        var reader = CSVReader(path: path, bytes: bytes, delimiter: CSVDelimiter.guess(bytes).byte)
        var record = CSVReader.Record()
        var start = reader
        guard try start.read(into: &record) else { throw .empty(path: path) }
        let layout = try TableLayout(
            path: path, first: reader.texts(of: record), line: record.line, columns: columns, target: target,
            needsTarget: needsTarget)
        if layout.hasHeader { reader = start }

        var features: [Float] = []
        var targets: [String] = []
        var lines: [Int] = []
        var faults = TableFaults()
        while try reader.read(into: &record) {
            guard
                try faults.takeFeatures(of: record, from: reader, layout, as: .required, into: &features)
            else { continue }
            if let target = layout.target { targets.append(reader.text(of: record.fields[target])) }
            lines.append(record.line)
        }
        try faults.check()
        guard !lines.isEmpty else { throw .empty(path: path) }
        count = lines.count
        self.features = features
        self.targets = targets
        self.lines = lines
        self.layout = layout
        notes = layout.notes
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
        for (text, line) in zip(targets, lines) {
            if let label = known[text] {
                classes.append(label)
                continue
            }
            let index =
                names.firstIndex(of: text)
                ?? decimal(in: text).flatMap { number in names.firstIndex { Double($0) == number } }
            guard let index else {
                let cell = layout.cell(line: line, column: layout.target ?? 0)
                try faults.add(
                    isMissing(text) ? .missingValue(cell) : .unknownClass(cell, text: text, classes: names))
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
        for (text, line) in zip(targets, lines) {
            guard let number = decimal(in: text), Float(number).isFinite else {
                try faults.add(
                    numberError(text, at: layout.cell(line: line, column: layout.target ?? 0), in: .required))
                continue
            }
            values.append(Float(number))
        }
        try faults.check()
        return values
    }
}
