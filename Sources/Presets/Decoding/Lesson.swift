extension SourceText {
    /// The comment that opens the text, without its signs: a line a line, blank lines inside it kept.
    var lesson: String {
        var lesson: [String] = []
        for number in lines.indices {
            let line = line(number + 1).trimmed
            if line.hasPrefix("#") {
                let rest = line.dropFirst()
                lesson.append(String(rest.first == " " ? rest.dropFirst() : rest))
            } else if line.isEmpty {
                lesson.append("")
            } else {
                break
            }
        }
        while lesson.last == "" { lesson.removeLast() }
        while lesson.first == "" { lesson.removeFirst() }
        return lesson.joined(separator: "\n")
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        var rest = self[...]
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        return String(rest)
    }
}
