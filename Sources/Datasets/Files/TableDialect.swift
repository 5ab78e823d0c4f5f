/// How the cells of a user's table are written: how numbers are, and which texts mean that there is no value.
///
/// A run keeps the dialect of its training table, and reads further tables in it.
public struct TableDialect: Sendable, Hashable {
    /// What divides a number's whole part from the rest.
    public enum DecimalMark: String, Sendable, Hashable, CaseIterable {
        case point, comma

        var byte: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }
    }

    public let decimal: DecimalMark
    /// Texts that mean "no value" where they stand without quotes, as they are spelled; an empty cell always does.
    public let missingWords: [String]
    /// Whether a number can mean "no value": such words have to be looked for before cells are read as numbers.
    let hasMissingNumbers: Bool

    public init(decimal: DecimalMark = .point, missingWords: [String] = Self.usualMissingWords) {
        self.decimal = decimal
        self.missingWords = missingWords
        hasMissingNumbers = missingWords.contains {
            Datasets.decimal(in: $0.replacing(decimal == .comma ? "," : ".", with: "."))?.isFinite == true
        }
    }

    /// What R, pandas, SQL, spreadsheets and old collections of tables write for a value that is not there.
    public static let usualMissingWords = [
        "?", "NA", "na", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NAN", "-nan", "-NaN", "null", "NULL", "Null",
        "None",
    ]

    /// Whether a cell with that text has no value. What is quoted is a text, unless it is empty.
    func isMissing(_ text: String, isQuoted: Bool = false) -> Bool {
        text.isEmpty || !isQuoted && text.utf8.count <= Self.longest && missingWords.contains(text)
    }

    /// Longer texts are never looked up.
    private static let longest = 64

    /// Words that only another case keeps from meaning "no value", and that could be meant so.
    func looksMissing(_ text: String) -> Bool {
        guard missingWords == Self.usualMissingWords, text.utf8.count <= Self.longest else { return false }
        let lowercased = text.lowercased()
        return !missingWords.contains(text) && missingWords.contains { $0.lowercased() == lowercased }
    }

    /// The number a text spells; `nil` where it spells none.
    func number(in text: String) -> Double? {
        guard decimal == .comma else { return Datasets.decimal(in: text) }
        return text.utf8.contains(UInt8(ascii: ".")) ? nil : Datasets.decimal(in: text.replacing(",", with: "."))
    }
}
