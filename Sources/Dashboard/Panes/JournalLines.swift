import Terminal
import Training

/// The interventions, the newest first, one after the other.
struct JournalLines {
    let items: [WatchedJournal.Item]
    let pending: [String]
    let nextNumber: Int
    let glyphs: Glyphs

    func render(in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        var entries = pending.enumerated().reversed().map { offset, words in
            (glyphs.number(nextNumber + offset), "\(words) (requested)", Style(.dim))
        }
        entries += items.reversed().prefix(rect.rows * 4).map { item in
            let repeats = item.entries.count > 1 ? ", \(item.entries.count) changes" : ""
            let origin = item.entries.last.map { JournalWords.origin($0.source) } ?? ""
            return (
                glyphs.number(item.number),
                "step \(ChartNumber.grouped(item.step)) \(JournalWords.effect(of: item.entries))\(origin) "
                    + (item.isUndone ? "(undone)" : "(applied\(repeats))"),
                Style(item.isUndone ? .ghost : .text)
            )
        }
        if entries.isEmpty {
            canvas.write(
                " no interventions yet", column: rect.column, row: rect.row, style: Style(.dim), clip: rect)
        }
        var column = rect.column + 1
        var row = rect.row
        for (number, text, style) in entries {
            let width = number.columnWidth + 1 + text.columnWidth
            if column + width > rect.endColumn - 1, column > rect.column + 1 {
                column = rect.column + 1
                row += 1
                if row >= rect.endRow { break }
            }
            column = canvas.write(number, column: column, row: row, style: Style(.mark, bold: true), clip: rect)
            column = canvas.write(" " + text, column: column, row: row, style: style, clip: rect) + 3
        }
    }
}
