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
            .choice(
                "decimal", default: "auto", of: ["auto"] + TableDialect.DecimalMark.allCases.map(\.rawValue),
                change: .restart,
                help: "the decimal mark of numbers; auto: a comma where it divides no fields and all numbers fit"),
            .text(
                "missing_words", default: "auto",
                help:
                    "unquoted texts that mean a missing value, with commas between; auto: NA, NaN, null, None, ? and alike"
            ),
            .text("date", default: "", help: "a column of dates that puts the rows in order, by name or number"),
            .integer(
                "window", default: 0, in: 0...100_000, unit: "rows", change: .restart,
                help: "predict from so many rows in time instead of one; 0 is off"),
            .integer(
                "horizon", default: 1, in: 0...100_000, unit: "rows", change: .restart,
                help: "how far ahead of the window's last row the target lies"),
            SharedTunables.limit, SharedTunables.labelNoise, SharedTunables.seed,
        ])

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        guard !values.word("path").isEmpty else { throw .noPath(dataset: descriptor.name) }
        let path = resolvePath(values.word("path"), from: directory)
        var file = try FileReader(path: path)
        return try parse(try file.readAll(limit: DataSize.longestText()), path: path, values: values)
    }

    /// Reads the table in `bytes`; `path` only serves the errors' words.
    static func parse(_ bytes: [UInt8], path: String, values: Values) throws(DatasetError) -> Dataset {
        let words = values.word("missing_words")
        let dialect =
            words == "auto"
            ? TableDialect() : TableDialect(missingWords: words.split(separator: ",").map(trimmed))
        let table = try TableText(
            path: path, bytes: bytes, delimiter: CSVDelimiter(rawValue: values.word("delimiter")), dialect: dialect)
        let layout = try CSVLayout(table, dialect: dialect, values: values)
        var reader = table.start
        var record = CSVReader.Record()
        if layout.hasHeader { _ = try reader.read(into: &record) }

        var features: [Float] = []
        var target = CSVTargetColumn()
        var moments: [Double] = []
        var faults = TableFaults()
        let isRegression = values.word("task") == "regression"
        while try reader.read(into: &record) {
            guard
                try faults.takeFeatures(of: record, from: reader, layout, as: .feature, into: &features)
            else { continue }
            let field = record.fields[layout.target]
            let text = reader.text(of: field)
            if reader.isMissing(field, layout.dialect) {
                let cell = layout.cell(line: record.line, column: layout.target)
                try faults.add(.missingValue(cell, text: text, in: isRegression ? .feature : .target))
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
            featureNames: layout.features.map { layout.names[$0] }, target: decoded.target,
            notes: table.notes + layout.notes + decoded.notes)
        dataset.columns = TableColumns(layout)
        dataset.sort(by: moments)
        guard let window = values.integer("window"), window > 0 else { return dataset }
        return try dataset.windows(
            of: window, horizon: values.integer("horizon") ?? 1, targetName: layout.names[layout.target])
    }

    /// The file's name without folder and endings.
    private static func name(of path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.split(separator: ".").first.map(String.init) ?? file
    }
}

/// Why a text is no finite number in the engine's precision.
func numberError(
    _ text: String, isQuoted: Bool = false, at cell: DatasetError.Cell, in column: DatasetError.Column = .feature,
    _ dialect: TableDialect
) -> DatasetError {
    if dialect.isMissing(text, isQuoted: isQuoted) { return .missingValue(cell, text: text) }
    guard dialect.number(in: text) != nil else { return .notANumber(cell, text: text, in: column) }
    let hasDigits = text.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return hasDigits ? .tooLargeNumber(cell, text: text) : .notFinite(cell, text: text)
}
