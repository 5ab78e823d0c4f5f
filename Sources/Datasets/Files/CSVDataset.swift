import Tunables

/// A user's own table.
enum CSVDataset: DatasetSource {
    static let descriptor = Descriptor(
        "csv", summary: "your own table: a CSV file, gzip or not",
        tunables: [
            .text("path", default: "", help: "the file; relative paths start from the preset's folder"),
            .text("target", default: "", help: "the column to predict, by name or number from 1; empty: the last"),
            .text("ignore", default: "", help: "columns to leave out, by name or number, with commas between"),
            .choice(
                "task", default: "auto", of: ["auto", "classification", "regression"], change: .restart,
                help: "what the target is; auto: text and few whole numbers are classes"),
            .choice(
                "header", default: "auto", of: ["auto", "yes", "no"], change: .restart,
                help: "whether the first line names the columns"),
            .choice(
                "delimiter", default: "auto", of: ["auto"] + CSVDelimiter.allCases.map(\.rawValue), change: .restart,
                help: "what stands between the fields"),
            SharedTunables.limit, SharedTunables.labelNoise, SharedTunables.seed,
        ])

    /// More text than this is refused: the table would not fit in memory.
    private static let largestFile = 1 << 30

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        guard !values.word("path").isEmpty else { throw .noPath(dataset: descriptor.name) }
        let path = resolvePath(values.word("path"), from: directory)
        var file = try FileReader(path: path)
        return try parse(try file.readAll(limit: largestFile), path: path, values: values)
    }

    /// Reads the table in `bytes`; `path` only serves the errors' words.
    static func parse(_ bytes: [UInt8], path: String, values: Values) throws(DatasetError) -> Dataset {
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else { throw .notText(path: path) }
        let delimiter = CSVDelimiter(rawValue: values.word("delimiter"))?.byte ?? CSVReader.guessDelimiter(bytes)
        var reader = CSVReader(path: path, bytes: bytes, delimiter: delimiter)
        var sample: [CSVReader.Record] = []
        while sample.count < 100, let record = try reader.next() { sample.append(record) }
        let layout = try CSVLayout(path: path, sample: sample, values: values)

        var features: [Float] = []
        var target = CSVTargetColumn()
        var count = 0
        func append(_ record: CSVReader.Record) throws(DatasetError) {
            guard record.fields.count == layout.names.count else {
                throw .raggedRow(
                    path: path, line: record.line, found: record.fields.count, expected: layout.names.count)
            }
            for column in layout.features {
                features.append(
                    try parseNumber(record.fields[column], at: layout.cell(line: record.line, column: column)))
            }
            let text = record.fields[layout.target]
            guard !isMissing(text) else {
                throw .missingValue(layout.cell(line: record.line, column: layout.target))
            }
            target.append(text, line: record.line)
            count += 1
        }
        for record in sample.dropFirst(layout.hasHeader ? 1 : 0) { try append(record) }
        while let record = try reader.next() { try append(record) }
        guard count > 0 else { throw .empty(path: path) }
        let decoded = try target.decoded(task: values.word("task"), layout: layout)
        return Dataset(
            name: name(of: path), count: count, featureCount: layout.features.count, features: features,
            featureNames: layout.features.map { layout.names[$0] }, target: decoded.target, notes: decoded.notes)
    }

    /// The file's name without folder and endings.
    private static func name(of path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.split(separator: ".").first.map(String.init) ?? file
    }
}
