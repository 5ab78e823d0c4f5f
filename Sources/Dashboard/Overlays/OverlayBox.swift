import Terminal

/// The box overlays are drawn in: centered, as large as its contents ask for and the screen allows.
struct OverlayBox {
    let title: String
    var legend = ""
    let glyphs: Glyphs

    /// Where a box with so much inside it stands.
    static func rect(columns: Int, rows: Int, in screen: Rect) -> Rect {
        let columns = min(screen.columns, columns + 4)
        let rows = min(screen.rows, rows + 2)
        return Rect(
            column: screen.column + (screen.columns - columns) / 2, row: screen.row + (screen.rows - rows) / 2,
            columns: columns, rows: rows)
    }

    /// Clears the rectangle, draws the frame, and returns what is inside, a blank column off each side.
    func draw(in rect: Rect, on canvas: inout Canvas) -> Rect {
        canvas.fill(rect)
        let frame = ChartFrame(
            title: title.fitted(to: rect.columns - 6, ellipsis: glyphs.ellipsis),
            legend: legend.isEmpty ? [] : [StyledText(legend)], isFocused: true, charset: glyphs.charset)
        let inner = frame.draw(in: rect, on: &canvas)
        return Rect(column: inner.column + 1, row: inner.row, columns: inner.columns - 2, rows: inner.rows)
    }
}
