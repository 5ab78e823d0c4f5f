import Terminal

extension String {
    /// The text cut to so many columns, with `ellipsis` where something is missing.
    func fitted(to columns: Int, ellipsis: String) -> String {
        guard columnWidth > columns else { return self }
        let room = columns - ellipsis.columnWidth
        guard room > 0 else { return String(prefix(max(0, columns))) }
        var text = ""
        var width = 0
        for character in self {
            width += character.columnWidth
            if width > room { break }
            text.append(character)
        }
        return text + ellipsis
    }

    /// The text filled up with blanks to so many columns.
    func padded(to columns: Int) -> String {
        let missing = columns - columnWidth
        return missing > 0 ? self + String(repeating: " ", count: missing) : self
    }

    /// The text in lines of at most `columns`, broken between words; a longer word is cut.
    func wrapped(to columns: Int) -> [String] {
        guard columns > 0 else { return [] }
        var lines: [String] = []
        for paragraph in split(separator: "\n", omittingEmptySubsequences: false) {
            lines += Self.wrap(paragraph, to: columns)
        }
        return lines
    }

    private static func wrap(_ paragraph: Substring, to columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var width = 0
        for word in paragraph.split(separator: " ") {
            let wordWidth = word.columnWidth
            if width > 0, width + 1 + wordWidth > columns {
                lines.append(line)
                line = ""
                width = 0
            }
            if width > 0 {
                line += " "
                width += 1
            }
            for character in word {
                if width + character.columnWidth > columns, width > 0 {
                    lines.append(line)
                    line = ""
                    width = 0
                }
                line.append(character)
                width += character.columnWidth
            }
        }
        return lines + [line]
    }
}
