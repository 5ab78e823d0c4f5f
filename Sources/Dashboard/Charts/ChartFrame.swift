import Terminal

/// A piece of text in one style.
struct StyledText: Sendable, Hashable {
    var text: String
    var style: Style
    /// What to write instead where there is little room.
    var short: String?

    init(_ text: String, _ role: Role = .dim, bold: Bool = false, short: String? = nil) {
        self.text = text
        self.short = short
        style = Style(role, bold: bold)
    }

    /// The text, or the short one, that takes at most so many columns.
    func fitting(_ columns: Int) -> String? {
        if text.columnWidth <= columns { return text }
        if let short, short.columnWidth <= columns { return short }
        return nil
    }
}

/// The frame around a chart: its name on the upper edge, remarks at the upper right, a legend on the lower edge.
struct ChartFrame {
    var title: String
    /// From the most to the least important, which is from right to left; what does not fit is left out.
    var remarks: [StyledText] = []
    /// From left to right.
    var legend: [StyledText] = []
    var isFocused = false
    var charset: Charset

    /// What is inside; very small rectangles get no frame, but keep a row for the name.
    static func inside(of rect: Rect) -> Rect {
        if isRoomy(rect) { return rect.inset() }
        return Rect(
            column: rect.column, row: rect.row + min(1, rect.rows), columns: rect.columns, rows: rect.rows - 1)
    }

    private static func isRoomy(_ rect: Rect) -> Bool { rect.columns >= 4 && rect.rows >= 3 }

    /// Draws the frame and returns what is inside.
    @discardableResult
    func draw(in rect: Rect, on canvas: inout Canvas) -> Rect {
        guard Self.isRoomy(rect) else {
            canvas.write(title.prefix(rect.columns), column: rect.column, row: rect.row, style: nameStyle, clip: rect)
            return Self.inside(of: rect)
        }
        let glyphs = ChartGlyphs.of(charset)
        let style = Style(isFocused ? .focus : .border)
        let horizontal = Cell(isFocused ? glyphs.focusedHorizontal : glyphs.horizontal, style)
        let vertical = Cell(isFocused ? glyphs.focusedVertical : glyphs.vertical, style)
        let corners = isFocused ? glyphs.focusedCorners : glyphs.corners
        let right = rect.endColumn - 1
        let bottom = rect.endRow - 1
        for column in rect.column + 1..<right {
            canvas[column, rect.row] = horizontal
            canvas[column, bottom] = horizontal
        }
        for row in rect.row + 1..<bottom {
            canvas[rect.column, row] = vertical
            canvas[right, row] = vertical
        }
        canvas[rect.column, rect.row] = Cell(corners[0], style)
        canvas[right, rect.row] = Cell(corners[1], style)
        canvas[rect.column, bottom] = Cell(corners[2], style)
        canvas[right, bottom] = Cell(corners[3], style)

        let edge = Rect(column: rect.column + 1, row: rect.row, columns: rect.columns - 2, rows: rect.rows)
        let name = " \(title) "
        let end = canvas.write(name, column: edge.column, row: rect.row, style: nameStyle, clip: edge)
        writeRemarks(after: end, edge: edge, on: &canvas)
        writeLegend(edge: edge, row: bottom, on: &canvas)
        return Self.inside(of: rect)
    }

    private var nameStyle: Style { Style(isFocused ? .focus : .title, bold: true) }

    private func writeRemarks(after start: Int, edge: Rect, on canvas: inout Canvas) {
        var end = edge.endColumn - 1
        for remark in remarks {
            guard let text = remark.fitting(end - start - 3) else { continue }
            end -= text.columnWidth + 2
            canvas.write(" \(text) ", column: end, row: edge.row, style: remark.style, clip: edge)
            end -= 1
        }
    }

    /// In full if there is room; else the last entries are shortened first, and what still does not fit is left out.
    private func writeLegend(edge: Rect, row: Int, on canvas: inout Canvas) {
        var texts = legend.map(\.text)
        var width = texts.reduce(0) { $0 + $1.columnWidth + 2 }
        for index in texts.indices.reversed() where width > edge.columns - 2 {
            guard let short = legend[index].short else { continue }
            width -= texts[index].columnWidth - short.columnWidth
            texts[index] = short
        }
        var at = edge.column + 1
        for (text, entry) in zip(texts, legend) where at + text.columnWidth + 3 <= edge.endColumn {
            at = canvas.write(" \(text) ", column: at, row: row, style: entry.style, clip: edge)
        }
    }
}

extension Rect {
    /// Writes a line into the middle, cut to what fits.
    func writeCentered(_ text: String, role: Role = .dim, on canvas: inout Canvas) {
        guard !isEmpty else { return }
        let shown = text.prefix(columns)
        canvas.write(
            shown, column: column + (columns - shown.columnWidth) / 2, row: row + (rows - 1) / 2, style: Style(role),
            clip: self)
    }
}
