import Terminal

/// A menu on the screen: pointer, mark of what holds now, name, what it does.
struct MenuOverlay {
    let menu: Menu
    let glyphs: Glyphs

    private var labelWidth: Int { min(28, menu.items.map(\.label.columnWidth).max() ?? 0) }

    func rect(in screen: Rect) -> Rect {
        let detail = menu.items.map(\.detail.columnWidth).max() ?? 0
        let columns = max(menu.title.columnWidth + 4, labelWidth + 6 + detail, 40)
        return OverlayBox.rect(columns: min(columns, 90), rows: menu.items.count, in: screen)
    }

    /// The item at a place of the screen.
    func item(at point: Point, in screen: Rect) -> Int? {
        let inner = rect(in: screen).inset()
        guard inner.contains(point) else { return nil }
        let index = first(height: inner.rows) + point.row - inner.row
        return menu.items.indices.contains(index) ? index : nil
    }

    private func first(height: Int) -> Int {
        ControlsPane.firstRow(selected: menu.selected, count: menu.items.count, height: height)
    }

    func render(in screen: Rect, on canvas: inout Canvas) {
        let legend = menu.severalKey == nil ? "Enter choose, esc back" : "space pick, Enter set, esc back"
        let inner = OverlayBox(title: menu.title, legend: legend, glyphs: glyphs).draw(
            in: rect(in: screen), on: &canvas)
        let first = first(height: inner.rows)
        for (offset, item) in menu.items.dropFirst(first).prefix(inner.rows).enumerated() {
            draw(item, isSelected: first + offset == menu.selected, in: inner.slice(row: offset, rows: 1), on: &canvas)
        }
    }

    private func draw(_ item: Menu.Item, isSelected: Bool, in line: Rect, on canvas: inout Canvas) {
        let style = isSelected ? Style(.selection, bold: true) : Style(.text)
        if isSelected { canvas.fill(line, with: Cell(" ", style)) }
        canvas.write(isSelected ? glyphs.pointer : " ", column: line.column, row: line.row, style: style, clip: line)
        let mark =
            menu.severalKey != nil ? (item.isPicked ? "[x] " : "[ ] ") : item.isCurrent ? glyphs.check + " " : "  "
        var column = canvas.write(mark, column: line.column + 2, row: line.row, style: style, clip: line)
        column = canvas.write(
            item.label.fitted(to: labelWidth, ellipsis: glyphs.ellipsis).padded(to: labelWidth), column: column,
            row: line.row, style: style, clip: line)
        let detail = "  " + item.detail.fitted(to: line.endColumn - column - 2, ellipsis: glyphs.ellipsis)
        canvas.write(
            detail, column: column, row: line.row, style: isSelected ? Style(.selection) : Style(.dim), clip: line)
    }
}
