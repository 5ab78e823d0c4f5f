extension String {
    /// The text cut to so many columns, with `ellipsis` where something is missing and it has room.
    public func fitted(to columns: Int, ellipsis: String = "…") -> String {
        guard columnWidth > columns else { return self }
        let sign = ellipsis.columnWidth < columns ? ellipsis : ""
        let room = columns - sign.columnWidth
        var text = ""
        var width = 0
        for character in self {
            width += character.columnWidth
            if width > room { break }
            text.append(character)
        }
        return text + sign
    }

    /// The text filled up with blanks to so many columns.
    public func padded(to columns: Int) -> String { self + blanks(to: columns) }

    /// The text with blanks before it, so that it ends at so many columns.
    public func leftPadded(to columns: Int) -> String { blanks(to: columns) + self }

    private func blanks(to columns: Int) -> String { String(repeating: " ", count: max(0, columns - columnWidth)) }

    /// The text in lines of at most `columns`, broken between words; a longer word is cut.
    public func wrapped(to columns: Int) -> [String] {
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
