extension PresetDiagnostic: CustomStringConvertible {
    /// The finding as a compiler would print it:
    /// ```
    /// presets/digits.yaml:12:5: error: unknown key 'bata1' in optimizer 'adam'
    ///   12 |     bata1: 0.9
    ///      |     ^~~~~ did you mean 'beta1'? allowed: lr, beta1, beta2, epsilon, amsgrad
    /// ```
    public var description: String {
        switch place {
        case .file(let path, let place, let source):
            let heading = "\(path):\(place.line):\(place.column): \(severity.rawValue): \(fault.message.harmless)"
            return rendered(
                heading, gutter: String(place.line), excerpt: Excerpt(source, place.column, length: place.length))
        case .option(let text, let column, let length):
            return rendered(
                "\(severity.rawValue): \(fault.message.harmless)", gutter: "",
                excerpt: Excerpt(text, column, length: length))
        }
    }

    private func rendered(_ heading: String, gutter: String, excerpt: Excerpt) -> String {
        let blank = String(repeating: " ", count: gutter.count)
        let bar = gutter.isEmpty ? "  " : " | "
        let caret = "^" + String(repeating: "~", count: max(0, excerpt.length - 1))
        let underline = String(repeating: " ", count: excerpt.column - 1) + caret
        let advice = fault.advice.isEmpty ? "" : " " + fault.advice.harmless
        return """
            \(heading)
              \(gutter)\(bar)\(excerpt.text)
              \(blank)\(bar)\(underline)\(advice)
            """
    }
}

/// The part of a source line that is shown, free of what a terminal would act upon.
private struct Excerpt {
    private static let widest = 120
    private static let ellipsis: [Unicode.Scalar] = ["…"]

    let text: String
    let column: Int
    let length: Int

    /// Cuts a long line to the neighborhood of the token at `column` (from 1).
    init(_ source: String, _ column: Int, length: Int) {
        // Only what is shown is looked at: a line may be as long as the file, and have a hundred mistakes.
        let line = source.unicodeScalars
        var start = max(0, column - 1 - Self.widest / 3)
        var from = line.index(line.startIndex, offsetBy: start, limitedBy: line.endIndex) ?? line.endIndex
        if start > 0, line.index(line.startIndex, offsetBy: Self.widest + 1, limitedBy: line.endIndex) == nil {
            (start, from) = (0, line.startIndex)
        }
        let to = line.index(from, offsetBy: Self.widest, limitedBy: line.endIndex) ?? line.endIndex
        var scalars = Array(String(line[from..<to]).harmless.unicodeScalars)
        if start > 0 { scalars = Self.ellipsis + scalars }
        if to < line.endIndex { scalars += Self.ellipsis }
        let column = column - start + (start > 0 ? 1 : 0)
        text = String(String.UnicodeScalarView(scalars))
        self.column = max(1, column)
        self.length = max(1, min(length, scalars.count - column + 1))
    }
}

extension String {
    /// With a sign in place of every character that a terminal would act upon, and of line ends; as long as before.
    fileprivate var harmless: String {
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
                scalars.append(scalar == "\t" ? " " : "\u{FFFD}")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
