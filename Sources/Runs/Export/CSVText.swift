/// How text that comes from outside becomes a field of a CSV file (RFC 4180).
public struct CSVText: Sendable {
    /// Whether the file is meant for a spreadsheet: what that would take for a formula begins with an apostrophe, and
    /// what it could take for a delimiter stands in quotes.
    public var isForSpreadsheets: Bool

    public init(isForSpreadsheets: Bool = false) { self.isForSpreadsheets = isForSpreadsheets }

    /// The text as a field, in quotes where a plain one would mean something else.
    public func field(_ text: String) -> String {
        let text = isForSpreadsheets && Self.looksLikeFormula(text) ? "'" + text : text
        let special: [Unicode.Scalar] =
            isForSpreadsheets ? [",", "\"", "\r", "\n", ";", "\t", "|"] : [",", "\"", "\r", "\n"]
        guard text.unicodeScalars.contains(where: special.contains) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    /// Spreadsheets begin a formula with one of these, also in their wide forms, some after white space; a tab or a line end
    /// at the start can move what follows into a cell of its own. A number is none: `-1` stays one.
    private static func looksLikeFormula(_ text: String) -> Bool {
        if let first = text.unicodeScalars.first, ["\t", "\r", "\n"].contains(first) { return true }
        guard
            let first = text.unicodeScalars.first(where: {
                !$0.properties.isWhitespace && $0.properties.generalCategory != .format
            }), starts.contains(first)
        else { return false }
        // As people write numbers: no hexadecimal ones, no words.
        let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
        return !(isPlain && Double(text) != nil)
    }

    private static let starts: [Unicode.Scalar] = ["=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}"]
}
