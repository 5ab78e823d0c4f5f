import Terminal

/// A dialog on the screen: what is asked, what it means, the buttons.
struct DialogOverlay {
    let dialog: Dialog
    let glyphs: Glyphs

    private static let width = 62

    private func lines(columns: Int) -> [String] { dialog.lines.flatMap { $0.wrapped(to: columns) } }

    func rect(in screen: Rect) -> Rect {
        let columns = min(Self.width, max(1, screen.columns - 4))
        let rect = OverlayBox.rect(
            columns: columns, rows: lines(columns: columns).count + 1 + buttonRows(columns: columns), in: screen)
        guard dialog.kind == .fork else { return rect }
        // The curves it asks about stay in sight.
        let row = max(rect.row, screen.endRow - rect.rows - 3)
        return Rect(column: rect.column, row: row, columns: rect.columns, rows: rect.rows)
    }

    /// The places of the buttons, row by row from the last line upward.
    private func buttons(in inner: Rect) -> [(rect: Rect, button: Int)] {
        var places: [(rect: Rect, button: Int)] = []
        var column = inner.column
        var row = inner.endRow - buttonRows(columns: inner.columns)
        for (index, button) in dialog.buttons.enumerated() {
            let width = text(of: button).columnWidth
            if column + width > inner.endColumn, column > inner.column {
                column = inner.column
                row += 1
            }
            places.append((Rect(column: column, row: row, columns: width, rows: 1), index))
            column += width + 2
        }
        return places
    }

    private func buttonRows(columns: Int) -> Int {
        var rows = 1
        var column = 0
        for button in dialog.buttons {
            let width = text(of: button).columnWidth
            if column + width > columns, column > 0 {
                rows += 1
                column = 0
            }
            column += width + 2
        }
        return rows
    }

    private func text(of button: Dialog.Button) -> String { "[\(button.hotkey)] \(button.label)" }

    private func inner(in screen: Rect) -> Rect {
        let inner = rect(in: screen).inset()
        return Rect(column: inner.column + 1, row: inner.row, columns: inner.columns - 2, rows: inner.rows)
    }

    /// The button at a place of the screen.
    func button(at point: Point, in screen: Rect) -> Int? {
        buttons(in: inner(in: screen)).first { $0.rect.contains(point) }?.button
    }

    func render(in screen: Rect, on canvas: inout Canvas) {
        let title = dialog.kind == .nonFinite ? "\(glyphs.cross) \(dialog.title)" : dialog.title
        let inner = OverlayBox(title: title, glyphs: glyphs).draw(in: rect(in: screen), on: &canvas)
        let places = buttons(in: inner)
        let textRows = inner.rows - buttonRows(columns: inner.columns)
        for (index, line) in lines(columns: inner.columns).prefix(max(0, textRows)).enumerated() {
            canvas.write(line, column: inner.column, row: inner.row + index, style: Style(.text), clip: inner)
        }
        for place in places {
            let isSelected = place.button == dialog.selected
            canvas.write(
                text(of: dialog.buttons[place.button]), column: place.rect.column, row: place.rect.row,
                style: isSelected ? Style(.selection, bold: true) : Style(.key), clip: inner)
        }
    }
}
