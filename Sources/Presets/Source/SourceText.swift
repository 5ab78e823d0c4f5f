/// A preset's text, cut into lines the way libYAML counts them.
struct SourceText: Sendable {
    /// The path as it is shown in messages.
    let path: String
    /// The text without a byte order mark.
    let text: String
    /// The lines without their ends, each as Unicode scalars, because columns count those.
    private(set) var lines: [[Unicode.Scalar]]
    /// The same as text, made once: every key of a preset keeps its line, and thousands may stand on one.
    private let lineTexts: [String]

    init(_ text: String, path: String) {
        self.path = path
        var scalars = Array(text.unicodeScalars)
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        var lines: [[Unicode.Scalar]] = [[]]
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "\r" where index + 1 < scalars.count && scalars[index + 1] == "\n": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": lines.append([])
            default: lines[lines.count - 1].append(scalar)
            }
        }
        self.lines = lines
        lineTexts = lines.map { String(String.UnicodeScalarView($0)) }
        self.text = String(String.UnicodeScalarView(scalars))
    }

    /// The line of that number, from 1.
    func line(_ number: Int) -> String {
        lineTexts.indices.contains(number - 1) ? lineTexts[number - 1] : ""
    }

    /// The scalar at a place, if there is one.
    func scalar(line: Int, column: Int) -> Unicode.Scalar? {
        guard lines.indices.contains(line - 1), lines[line - 1].indices.contains(column - 1) else { return nil }
        return lines[line - 1][column - 1]
    }

    /// The place of the token that starts there, moved inside the text if it lies behind its end.
    func place(line: Int, column: Int) -> SourcePlace {
        var line = max(1, min(line, lines.count))
        if line == lines.count, line > 1, lines[line - 1].isEmpty {
            // The end of the stream: point behind the last line that says something.
            while line > 1, lines[line - 1].allSatisfy(\.properties.isWhitespace) { line -= 1 }
            return SourcePlace(line: line, column: lines[line - 1].count + 1, length: 1)
        }
        let column = max(1, min(column, lines[line - 1].count + 1))
        return SourcePlace(line: line, column: column, length: tokenLength(lines[line - 1][(column - 1)...]))
    }

    /// The text at a place up to the next blank.
    func word(at place: SourcePlace) -> String {
        guard lines.indices.contains(place.line - 1) else { return "" }
        let rest = lines[place.line - 1].dropFirst(place.column - 1)
        return String(String.UnicodeScalarView(rest.prefix { !$0.properties.isWhitespace }))
    }

    /// The first place that holds something other than blanks and comments; the text's start where nothing does.
    var firstPlace: SourcePlace {
        for (index, line) in lines.enumerated() {
            guard let column = line.firstIndex(where: { !$0.properties.isWhitespace }), line[column] != "#" else {
                continue
            }
            return place(line: index + 1, column: column + 1)
        }
        return place(line: 1, column: 1)
    }

    /// How long the token at the front of `rest` is: a quoted text with its quotes, a list or block in one line with
    /// its brackets, a plain text up to its colon, comma or comment.
    private func tokenLength(_ rest: ArraySlice<Unicode.Scalar>) -> Int {
        guard let first = rest.first else { return 1 }
        let inside = rest.dropFirst()
        switch first {
        case "\"", "'":
            var isEscaped = false
            for (offset, scalar) in inside.enumerated() {
                if isEscaped {
                    isEscaped = false
                } else if scalar == "\\" && first == "\"" {
                    isEscaped = true
                } else if scalar == first {
                    return offset + 2
                }
            }
            return trimmedCount(rest)
        case "[", "{":
            var depth = 0
            for (offset, scalar) in rest.enumerated() {
                if scalar == "[" || scalar == "{" { depth += 1 }
                if scalar == "]" || scalar == "}" { depth -= 1 }
                if depth == 0 { return offset + 1 }
            }
            return trimmedCount(rest)
        default: return plainLength(rest)
        }
    }

    private func plainLength(_ rest: ArraySlice<Unicode.Scalar>) -> Int {
        if rest.first == "-", rest.dropFirst().first?.properties.isWhitespace ?? true { return trimmedCount(rest) }
        var previous: Unicode.Scalar = " "
        for (index, scalar) in zip(rest.indices, rest) {
            let next = index + 1 < rest.endIndex ? rest[index + 1] : " "
            let endsHere =
                (scalar == ":" && next.properties.isWhitespace) || (scalar == "#" && previous.properties.isWhitespace)
                || scalar == "," || scalar == "]" || scalar == "}"
            if endsHere, index > rest.startIndex { return max(1, trimmedCount(rest[..<index])) }
            previous = scalar
        }
        return max(1, trimmedCount(rest))
    }

    private func trimmedCount(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
        guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return 1 }
        return last - scalars.startIndex + 1
    }
}

/// Where a token stands in a preset: line and column from 1, columns and length in Unicode scalars.
public struct SourcePlace: Sendable, Hashable {
    public let line: Int
    public let column: Int
    public let length: Int

    public init(line: Int, column: Int, length: Int) {
        self.line = line
        self.column = column
        self.length = length
    }
}
