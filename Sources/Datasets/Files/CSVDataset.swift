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
            .text("date", default: "", help: "a column of dates that puts the rows in order, by name or number"),
            .integer(
                "window", default: 0, in: 0...100_000, unit: "rows", change: .restart,
                help: "predict from so many rows in time instead of one; 0 is off"),
            .integer(
                "horizon", default: 1, in: 0...100_000, unit: "rows", change: .restart,
                help: "how far ahead of the window's last row the target lies"),
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
        let delimiter = CSVDelimiter(rawValue: values.word("delimiter")) ?? CSVDelimiter.guess(bytes)
        var reader = CSVReader(path: path, bytes: bytes, delimiter: delimiter.byte)
        let layout = try CSVLayout(path: path, sample: try sample(reader), values: values)
        var record = CSVReader.Record()
        if layout.hasHeader { _ = try reader.read(into: &record) }

        var features: [Float] = []
        var target = CSVTargetColumn()
        var moments: [Double] = []
        var faults = TableFaults()
        while try reader.read(into: &record) {
            guard
                try faults.takeFeatures(of: record, from: reader, layout, as: .feature, into: &features)
            else { continue }
            let text = reader.text(of: record.fields[layout.target])
            if isMissing(text) {
                try faults.add(.missingValue(layout.cell(line: record.line, column: layout.target)))
            }
            target.append(text, line: record.line)
            if let date = layout.date {
                let text = reader.text(of: record.fields[date])
                guard let moment = moment(of: text) else {
                    try faults.add(.notADate(layout.cell(line: record.line, column: date), text: text))
                    continue
                }
                moments.append(moment)
            }
        }
        try faults.check()
        guard target.count > 0 else { throw .empty(path: path) }
        let decoded = try target.decoded(task: values.word("task"), layout: layout)
        var dataset = Dataset(
            name: name(of: path), count: target.count, featureCount: layout.features.count, features: features,
            featureNames: layout.features.map { layout.names[$0] }, target: decoded.target, notes: decoded.notes)
        dataset.columns = TableColumns(layout)
        dataset.sort(by: moments)
        guard let window = values.integer("window"), window > 0 else { return dataset }
        return try dataset.windows(
            of: window, horizon: values.integer("horizon") ?? 1, targetName: layout.names[layout.target])
    }

    /// The first records, by which the layout is decided.
    private static func sample(_ start: CSVReader) throws(DatasetError) -> [[String]] {
        var reader = start
        var record = CSVReader.Record()
        var sample: [[String]] = []
        while sample.count < 100, try reader.read(into: &record) { sample.append(reader.texts(of: record)) }
        return sample
    }

    /// The file's name without folder and endings.
    private static func name(of path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.split(separator: ".").first.map(String.init) ?? file
    }
}

/// Why a text is no finite number in the engine's precision.
func numberError(
    _ text: String, at cell: DatasetError.Cell, in column: DatasetError.Column = .feature
) -> DatasetError {
    if decimal(in: text) != nil {
        let hasDigits = text.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return hasDigits ? .tooLargeNumber(cell, text: text) : .notFinite(cell, text: text)
    }
    return isMissing(text) ? .missingValue(cell) : .notANumber(cell, text: text, in: column)
}

/// Whether a text says that the value is not known.
func isMissing(_ text: String) -> Bool {
    text.utf8.count <= 4 && ["", "?", "na", "n/a", "null"].contains(text.lowercased())
}
