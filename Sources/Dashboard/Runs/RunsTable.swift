import Terminal

/// The table of runs.
struct RunsTable {
    let view: RunsViewState
    let glyphs: Glyphs

    /// A column with its place from the left edge of the table.
    private struct Placed {
        let column: RunColumn
        let start: Int
        let width: Int
    }

    /// Room for the pointer and the letter of a mark.
    private static let gutter = 4

    func render(in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        let inner = frame.draw(in: rect, on: &canvas)
        drawFilter(in: inner, on: &canvas)
        let body = list(in: inner)
        guard !view.shown.isEmpty else {
            let words = emptyWords.wrapped(to: max(1, inner.columns - 2))
            for (index, line) in words.enumerated() {
                canvas.write(line, column: inner.column + 1, row: body.row + index, style: Style(.dim), clip: inner)
            }
            return
        }
        let columns = columns(in: inner.columns)
        drawTitles(columns, in: inner.slice(row: body.row - 1 - inner.row, rows: 1), on: &canvas)
        let first = ControlsPane.firstRow(selected: view.index, count: view.shown.count, height: body.rows)
        for (offset, row) in view.shown.dropFirst(first).prefix(body.rows).enumerated() {
            draw(
                row, columns, isSelected: first + offset == view.index, in: body.slice(row: offset, rows: 1),
                on: &canvas)
        }
    }

    /// The row under a place.
    func row(at point: Point, in rect: Rect) -> Int? {
        let body = list(in: ChartFrame.inside(of: rect))
        guard body.contains(point) else { return nil }
        let first = ControlsPane.firstRow(selected: view.index, count: view.shown.count, height: body.rows)
        let row = first + point.row - body.row
        return view.shown.indices.contains(row) ? row : nil
    }

    private var isFiltered: Bool { view.isFiltering || !view.filter.text.isEmpty }

    /// Where the rows stand: below the filter and the titles.
    private func list(in inner: Rect) -> Rect {
        let above = (isFiltered ? 1 : 0) + (view.shown.isEmpty ? 0 : 1)
        return inner.slice(row: above, rows: inner.rows - above)
    }

    private var frame: ChartFrame {
        let count = view.rows?.count ?? 0
        var remarks = [StyledText("\(view.shown.count) of \(count)")]
        let arrow = view.order.isDescending(reversed: view.isReversed) ? glyphs.down : glyphs.up
        if count > 0 { remarks.append(StyledText("by \(view.order.title) \(arrow)", .key)) }
        if !view.marked.isEmpty { remarks.append(StyledText("\(view.marked.count) marked", .mark)) }
        return ChartFrame(
            title: "Runs", remarks: remarks, isFocused: !view.isDetailFocused, charset: glyphs.charset)
    }

    private var emptyWords: String {
        if let trouble = view.trouble { return trouble }
        guard let rows = view.rows else { return "reading the recorded runs" }
        return rows.isEmpty ? "no run is recorded yet" : "nothing passes the filter"
    }

    private func drawFilter(in inner: Rect, on canvas: inout Canvas) {
        guard isFiltered else { return }
        canvas.write(
            filter: view.filter, isTyped: view.isFiltering, in: inner.slice(row: 0, rows: 1), glyphs: glyphs)
    }

    /// The columns that have room, the important ones first to get it; ids and tags take what is left.
    private func columns(in room: Int) -> [Placed] {
        var left = room - Self.gutter
        let longest = view.shown.reduce(0) { max($0, $1.id.columnWidth) }
        var widths: [RunColumn: Int] = [:]
        for column in RunColumn.byImportance {
            let wanted = column == .id ? min(max(12, longest), 40) : column.width
            let width = column == .id ? min(wanted, max(12, left - 26)) : wanted
            guard width + 1 <= left || column == .id else { continue }
            widths[column] = width
            left -= width + 1
        }
        if let tags = widths[.tags] { widths[.tags] = tags + max(0, left) }
        var start = Self.gutter
        return RunColumn.allCases.compactMap { column in
            guard let width = widths[column] else { return nil }
            defer { start += width + 1 }
            return Placed(column: column, start: start, width: width)
        }
    }

    private func text(_ text: String, in placed: Placed) -> String {
        let fitted = text.fitted(to: placed.width, ellipsis: glyphs.ellipsis)
        guard placed.column.isNumeric else { return fitted }
        return String(repeating: " ", count: max(0, placed.width - fitted.columnWidth)) + fitted
    }

    private func drawTitles(_ columns: [Placed], in line: Rect, on canvas: inout Canvas) {
        for placed in columns {
            let isSorted = placed.column == view.order
            canvas.write(
                text(placed.column.title, in: placed), column: line.column + placed.start, row: line.row,
                style: isSorted ? Style(.key, bold: true) : Style(.dim), clip: line)
        }
    }

    private func draw(
        _ row: RunRow, _ columns: [Placed], isSelected: Bool, in line: Rect, on canvas: inout Canvas
    ) {
        if isSelected {
            canvas.fill(line, with: Cell(" ", Style(.selection)))
            canvas.write(glyphs.pointer, column: line.column, row: line.row, style: Style(.selection), clip: line)
        }
        if let mark = view.mark(of: row.id) {
            let ink = DotInk.compared[mark]
            canvas.write(
                String(ink.asciiSign), column: line.column + 2, row: line.row,
                style: Style(ink.role, bold: true, reverse: true), clip: line)
        }
        for placed in columns {
            var text = placed.column.text(row)
            if placed.column == .state { text = glyph(row) + " " + text }
            canvas.write(
                self.text(text, in: placed), column: line.column + placed.start, row: line.row,
                style: isSelected ? Style(.selection) : style(placed.column, row), clip: line)
        }
    }

    private func glyph(_ row: RunRow) -> String {
        row.life == .interrupted ? glyphs.warning : PhaseWords.glyph(row.phase, glyphs)
    }

    private func style(_ column: RunColumn, _ row: RunRow) -> Style {
        switch column {
        case .state: Style(row.life == .interrupted ? .warning : PhaseWords.role(row.phase))
        case .id: Style(.text)
        case .best: Style(.best)
        case .tags: Style(.mark)
        case .preset, .epochs, .steps, .test, .started, .seconds: Style(column == .test ? .text : .dim)
        }
    }
}
