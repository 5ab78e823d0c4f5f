import Tunables

/// Why data could not be loaded or divided: the fact alone; the wording is `description`, made in one place.
public enum DatasetError: Error, Sendable, Hashable {
    /// A cell of a table, as an editor shows it: lines and columns count from 1.
    public struct Cell: Sendable, Hashable {
        public let path: String
        public let line: Int
        public let column: Int
        public let name: String

        public init(path: String, line: Int, column: Int, name: String) {
            self.path = path
            self.line = line
            self.column = column
            self.name = name
        }
    }

    /// What a column of numbers is there for.
    public enum Column: Sendable, Hashable {
        /// One of several to learn from.
        case feature
        /// The one to be predicted.
        case target
        /// One of those that a trained network needs.
        case required
    }

    // Files.
    case unknownDataset(name: String)
    case noPath(dataset: String)
    case missingFile(path: String)
    case unreadable(path: String, reason: String)
    /// More bytes than are accepted.
    case tooLarge(path: String, limit: Int)
    case damagedGzip(path: String)

    // Tables.
    case notText(path: String)
    case empty(path: String)
    case unclosedQuote(path: String, line: Int)
    case textAfterQuote(path: String, line: Int)
    case raggedRow(path: String, line: Int, found: Int, expected: Int)
    /// The first line has not as many columns as all those below it.
    case oddFirstLine(path: String, line: Int, found: Int, expected: Int)
    /// A line that says again what the columns are called.
    case repeatedHeader(path: String, line: Int)
    /// A cell without a value; `text` is what stands for it, if anything does.
    case missingValue(Cell, text: String = "", in: Column = .feature)
    /// A number that the engine's precision cannot hold.
    case tooLargeNumber(Cell, text: String)
    case notFinite(Cell, text: String)
    /// What stands where a number was expected is none; the column decides what would help.
    case notANumber(Cell, text: String, in: Column = .feature)
    case notADate(Cell, text: String)
    /// Fewer rows than one window and its target take.
    case shortSeries(name: String, rows: Int, needed: Int)
    /// A name in the header that several columns have, by their numbers from 1.
    case duplicateColumn(path: String, name: String, columns: [Int])
    case unknownColumn(path: String, key: String, name: String, columns: [String])
    /// `date` or `ignore` names the target; `isDefault` where the target is the last column only because none is named.
    case sharedColumn(path: String, key: String, name: String, isDefault: Bool)
    case noFeatures(path: String, columns: Int = 2)
    /// Features that a network was trained on and a table to predict from does not have.
    case missingColumns(path: String, names: [String], columns: [String])
    case noTarget(path: String, columns: [String])
    case unknownClass(Cell, text: String, classes: [String])
    case notAToken(Cell, value: Float, vocabulary: Int)
    /// Several cells or rows of one table; `isCutOff` where reading stopped with the last of them.
    case several([DatasetError], isCutOff: Bool)

    // IDX files.
    /// One of a folder's files of images and labels, by its usual name.
    case noIDXFile(folder: String, name: String)
    case notIDX(path: String)
    /// The header announces another kind of content than images or labels of unsigned bytes.
    case unsupportedIDX(path: String, type: Int, dimensions: Int)
    case truncated(path: String, expected: Int, found: Int)
    /// More bytes than the header announces.
    case overlong(path: String, expected: Int)
    case unpaired(images: Int, labels: Int, folder: String)
    case imageSizesDiffer(folder: String)

    // What is generated, and what is made of it.
    case tooManyNumbers(rows: Int, features: Int)
    /// `fitting`: how many rows the memory that is left would take.
    case beyondMemory(rows: Int, features: Int, fitting: Int)
    case wrongCount(key: String, found: Int, expected: Int)
    case oneClass(dataset: String, className: String)
    case sharesExceedOne(total: Double)
    case emptySplit(part: String, share: Double, rows: Int)
    case tooFewRows(rows: Int, folds: Int)
}

extension DatasetError {
    /// Whether a file or folder is not where it was said to be.
    public var isMissingFile: Bool {
        switch self {
        case .missingFile, .noIDXFile: true
        default: false
        }
    }

    /// What is wrong, in words: one by one where it is several things.
    public var descriptions: [String] {
        guard case .several(let errors, let isCutOff) = self else { return [description] }
        var lines = errors.map(\.description)
        if isCutOff, let last = lines.popLast() { lines.append(last + "; reading stopped here") }
        return lines
    }

    /// The setting the error is about, as a full key: where a preset's line is underlined.
    public var key: String {
        switch self {
        case .unknownDataset, .oneClass: "data.dataset"
        case .unknownColumn(_, let key, _, _), .sharedColumn(_, let key, _, _), .wrongCount(let key, _, _):
            "data.\(key)"
        case .noFeatures: "data.target"
        case .notADate: "data.date"
        case .shortSeries: "data.window"
        case .noIDXFile: "data.path"
        case .tooManyNumbers, .beyondMemory: "data.samples"
        case .sharesExceedOne: "data.train"
        case .emptySplit(let part, _, _): part == "training" ? "data.train" : "data.\(part)"
        case .tooFewRows: "data.folds"
        case .several(let errors, _): errors.first?.key ?? "data.path"
        default: "data.path"
        }
    }
}

extension DatasetError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownDataset(let name):
            "unknown dataset '\(name)'; " + TunableError.advice(name, among: DatasetCatalogue.names)
        case .noPath(let dataset): "dataset '\(dataset)' needs 'path': where the data lies"
        case .missingFile(let path): "\(path): there is no such file or folder"
        case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
        case .tooLarge(let path, let limit): "\(path): too large; up to \(limit >> 20) MiB are read"
        case .damagedGzip(let path): "\(path): the gzip data is damaged or cut off"
        case .notText(let path): "\(path): not a text in UTF-8; save the table as CSV in UTF-8"
        case .empty(let path): "\(path): no rows of data"
        case .unclosedQuote(let path, let line): "\(path):\(line): the quote opened here is never closed"
        case .textAfterQuote(let path, let line):
            "\(path):\(line): text after a closing quote; a quote inside a quoted text is written twice"
        case .raggedRow(let path, let line, let found, let expected):
            "\(path):\(line): \(counted(found, "column")) where \(expected) are expected; "
                + (found < expected
                    ? "fill in what is missing, or take the row out"
                    : "a text that holds what divides the columns is written in quotes")
        case .oddFirstLine(let path, let line, let found, let expected):
            "\(path):\(line): the first line has \(counted(found, "column")), all below have \(expected); "
                + "a header names each column, and nothing stands above it"
        case .repeatedHeader(let path, let line): "\(path):\(line): the header stands here again; take the line out"
        case .missingValue(let cell, let text, let column):
            "\(cell): \(text.isEmpty ? "missing value" : "'\(brief(text))' means a missing value"); "
                + "fill it in, or take the row or the column out"
                + (text.isEmpty || column != .target
                    ? ""
                    : "; where it is a class, write it in quotes, or say in 'missing_words' what means a missing value (told once)")
        case .tooLargeNumber(let cell, let text):
            "\(cell): '\(brief(text))' is too large; numbers up to 3.4e38 can be computed with"
        case .notFinite(let cell, let text): "\(cell): '\(brief(text))' is not a finite number"
        case .notANumber(let cell, let text, let column):
            "\(cell): '\(brief(text))' is not a number; " + Self.remedy(text, column)
        case .notADate(let cell, let text):
            "\(cell): '\(brief(text))' is no date; dates are written 2024-03-31 or 2024-03-31 18:30, or as numbers"
        case .shortSeries(let name, let rows, let needed):
            "\(name): \(counted(rows, "row")) in time; window and horizon together take \(needed)"
        case .duplicateColumn(let path, let name, let columns):
            "\(path): columns \(columns.map(String.init).joined(separator: " and ")) are all named '\(brief(name))'; "
                + "rename them, or leave them out by their numbers in 'ignore'"
        case .unknownColumn(let path, _, let name, let columns): Self.describeUnknownColumn(path, name, columns)
        case .sharedColumn(let path, let key, let name, let isDefault):
            "\(path): '\(key)' names the column '\(brief(name))', which is to be predicted"
                + (isDefault
                    ? ", being the last; 'target' names another"
                    : "; name another in 'target', or take it out of '\(key)'")
        case .noFeatures(let path, let columns):
            "\(path): no column is left to learn from beside the target"
                + (columns > 1 ? "" : "; fields are divided by commas, semicolons, tabs or '|'")
        case .several: descriptions.joined(separator: "\n")
        default: describeRowsToPredict ?? describeBinaryAndSplit
        }
    }

    private var describeRowsToPredict: String? {
        switch self {
        case .missingColumns(let path, let names, let columns):
            "\(path): \(counted(names.count, "column")) the network was trained on \(names.count == 1 ? "is" : "are") "
                + "missing: \(Self.list(names)); columns: \(Self.list(columns))"
        case .noTarget(let path, let columns):
            "\(path): no column holds what is to be predicted; name it with --target; columns: \(Self.list(columns))"
        case .unknownClass(let cell, let text, let classes):
            "\(cell): the network knows no class '\(brief(text))'; "
                + (nearestName(to: text, among: classes).map { "did you mean '\($0)'? " } ?? "")
                + "classes: \(Self.list(classes))"
        case .notAToken(let cell, let value, let vocabulary):
            "\(cell): \(value) is no token; tokens are whole numbers from 0 to \(vocabulary - 1)"
        default: nil
        }
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    }

    private var describeBinaryAndSplit: String {
        switch self {
        case .noIDXFile(let folder, let name):
            "\(folder): no file \(name) or \(name).gz; images and labels of one download stand there side by side"
        case .notIDX(let path): "\(path): not an IDX file"
        case .unsupportedIDX(let path, let type, let dimensions):
            "\(path): IDX type 0x\(String(type, radix: 16)) with \(counted(dimensions, "dimension")); "
                + "unsigned bytes (0x8) are read, images in 3 dimensions and labels in 1"
        case .truncated(let path, let expected, let found):
            "\(path): cut off: \(found) of \(expected) bytes are there"
        case .overlong(let path, let expected):
            "\(path): more bytes than the \(expected) that its header announces; the file is damaged or no IDX file"
        case .unpaired(let images, let labels, let folder):
            "\(folder): \(counted(images, "image")) but \(counted(labels, "label")); put the two files of one download there"
        case .imageSizesDiffer(let folder): "\(folder): training and test images differ in size"
        case .tooManyNumbers(let rows, let features):
            "\(rows) rows of \(features) features are more than fit in memory; lower one of them"
        case .beyondMemory(let rows, let features, let fitting):
            "\(rows) rows of \(features) features do not fit into the memory that is left: at most "
                + "\(counted(fitting, "row")) \(fitting == 1 ? "fits" : "fit")"
        case .wrongCount(let key, let found, let expected):
            "'\(key)' takes \(expected) numbers here, not \(found)"
        case .oneClass(let dataset, let name):
            "\(dataset): every row is of the class '\(name)'; there is nothing to tell apart"
        case .sharesExceedOne(let total):
            "train, validation and test together take \(Value.describe(total)) of the rows; at most 1 is there"
        case .emptySplit(let part, let share, let rows):
            "the \(part) split is empty: \(Value.describe(share)) of \(counted(rows, "row")) is less than one row"
        case .tooFewRows(let rows, let folds):
            "\(counted(rows, "row")) cannot be dealt into \(folds) folds; each fold needs a row, and there must be two folds"
        default: ""
        }
    }

    private static func describeUnknownColumn(_ path: String, _ name: String, _ columns: [String]) -> String {
        let shown = list(columns)
        let nearest = nearestName(to: name, among: columns).map { "did you mean '\($0)'? " } ?? ""
        return
            "\(path): no column '\(name)'; \(nearest)columns: \(shown); a number from 1 to \(columns.count) works too"
    }

    /// A number that is written in another way is the commonest slip.
    private static func remedy(_ text: String, _ column: Column) -> String {
        switch (NumberShape(text), column) {
        case (.comma?, .required), (.commaOrGrouped?, .required):
            "the network was trained on a table with decimal points; write them here too"
        case (.comma?, _): "it has a decimal comma, which 'decimal: comma' reads (told once a column)"
        case (.commaOrGrouped?, _):
            "with a decimal comma, 'decimal: comma' reads it; marks between thousands are not read (told once a column)"
        case (.point?, .required), (.pointOrGrouped?, .required):
            "the network was trained on a table with decimal commas; write them here too"
        case (.point?, _), (.pointOrGrouped?, _):
            "it has a point where numbers have a decimal comma; 'decimal: point' reads points (told once a column)"
        case (.grouped?, _): "marks between thousands are not read; write the digits alone (told once a column)"
        case (.withSign?, _): "write the number alone, the unit in the header (told once a column)"
        case (nil, .feature): "correct it, take the row out, or name the column in 'ignore' to leave it out"
        case (nil, .target): "correct it, or take the row out; 'task: classification' takes texts for classes"
        case (nil, .required): "the network was trained on numbers there; correct it, or take the row out"
        }
    }
}

extension DatasetError.Cell: CustomStringConvertible {
    public var description: String { "\(path):\(line): column \(column) '\(brief(name))'" }
}

/// `1 row`, `2 rows`
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// The beginning of a text that may be very long, its control characters replaced.
private func brief(_ text: String) -> String {
    let start = text.prefix(40).map { $0.unicodeScalars.contains { $0.value < 0x20 } ? " " : $0 }
    return String(start) + (text.count > 40 ? "…" : "")
}
