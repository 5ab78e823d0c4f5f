import Terminal

/// The palette at the bottom of the screen: the line, what it means, what is wrong with it, what may follow.
struct PaletteOverlay {
    let palette: PaletteState
    let vocabulary: PaletteVocabulary
    let glyphs: Glyphs

    private static let shownCompletions = 8

    func render(in screen: Rect, on canvas: inout Canvas) {
        let columns = max(1, screen.columns - 4)
        let completions = vocabulary.completions(of: palette.typed)
        var notes: [(String, Style)] = []
        if let error = palette.error {
            notes += "\(glyphs.cross) \(error)".wrapped(to: columns).prefix(4).map { ($0, Style(.bad, bold: true)) }
        } else if let hint = vocabulary.hint(for: palette.field.text) {
            notes += hint.wrapped(to: columns).prefix(3).map { ($0, Style(.text)) }
        } else {
            notes.append(("a setting and its value, or a verb; Tab completes, ; joins settings", Style(.dim)))
        }
        let room = max(0, screen.rows - 3 - notes.count)
        let shown = min(Self.shownCompletions, completions.count, room)
        let rows = 1 + notes.count + shown
        let rect = Rect(
            column: screen.column, row: max(screen.row, screen.endRow - rows - 2), columns: screen.columns,
            rows: min(screen.rows, rows + 2))
        let inner = OverlayBox(
            title: "Palette", legend: "Enter run, Tab complete, up down history, esc back", glyphs: glyphs
        )
        .draw(in: rect, on: &canvas)
        let selected = palette.completing?.index
        let first = ControlsPane.firstRow(selected: selected ?? 0, count: completions.count, height: shown)
        for (offset, completion) in completions.dropFirst(first).prefix(shown).enumerated() {
            let isSelected = first + offset == selected
            let style = isSelected ? Style(.selection, bold: true) : Style(.text)
            let row = inner.row + offset
            let end = canvas.write(
                (isSelected ? glyphs.pointer + " " : "  ") + completion.label.padded(to: 30), column: inner.column,
                row: row, style: style, clip: inner)
            canvas.write(
                " " + completion.detail, column: end, row: row, style: Style(.dim), clip: inner)
        }
        for (index, note) in notes.enumerated() {
            canvas.write(note.0, column: inner.column, row: inner.row + shown + index, style: note.1, clip: inner)
        }
        canvas.write(
            palette.field, in: inner.slice(row: shown + notes.count, rows: 1), prompt: ":", glyphs: glyphs)
    }
}
