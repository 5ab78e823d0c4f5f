import Terminal
import Tunables

/// The run's live tunables, one a row: made from their declarations alone.
struct ControlsPane {
    let rows: [ControlRow]
    let selected: Int
    let isFocused: Bool
    /// Why nothing can be changed now.
    let disabledReason: String?
    let glyphs: Glyphs

    func render(in rect: Rect, on canvas: inout Canvas) {
        var remarks: [StyledText] = []
        if !rows.isEmpty { remarks.append(StyledText("\(selected + 1)/\(rows.count)")) }
        if let disabledReason { remarks.append(StyledText(disabledReason, .disabled)) }
        let help = rows.indices.contains(selected) ? rows[selected].help : ""
        let room = rect.columns - 6
        let legend = room > 8 && !help.isEmpty ? [StyledText(help.fitted(to: room, ellipsis: glyphs.ellipsis))] : []
        let frame = ChartFrame(
            title: "Controls", remarks: remarks, legend: legend, isFocused: isFocused, charset: glyphs.charset)
        let inner = frame.draw(in: rect, on: &canvas)
        guard !inner.isEmpty else { return }
        if rows.isEmpty {
            canvas.write(
                "waiting for the run's settings", column: inner.column + 1, row: inner.row, style: Style(.dim),
                clip: inner)
            return
        }
        let first = Self.firstRow(selected: selected, count: rows.count, height: inner.rows)
        for (offset, row) in rows.dropFirst(first).prefix(inner.rows).enumerated() {
            draw(row, isSelected: first + offset == selected, in: inner.slice(row: offset, rows: 1), on: &canvas)
        }
        if first > 0 {
            canvas.write(glyphs.up, column: rect.endColumn - 1, row: inner.row, style: Style(.dim))
        }
        if first + inner.rows < rows.count {
            canvas.write(glyphs.down, column: rect.endColumn - 1, row: inner.endRow - 1, style: Style(.dim))
        }
    }

    /// The first row shown, so that the selected one is in view.
    static func firstRow(selected: Int, count: Int, height: Int) -> Int {
        max(0, min(selected - height / 2, count - height))
    }

    private func draw(_ row: ControlRow, isSelected: Bool, in line: Rect, on canvas: inout Canvas) {
        let isDisabled = disabledReason != nil
        let labelWidth = line.columns >= 56 ? 24 : line.columns >= 40 ? 18 : 14
        let base = Style(isDisabled ? .disabled : .text, bold: isSelected)
        if isSelected {
            canvas.write(
                glyphs.pointer, column: line.column + 1, row: line.row, style: Style(.focus, bold: true), clip: line)
        }
        let labelStyle = isSelected && isFocused ? Style(.selection, bold: true) : base
        canvas.write(
            row.label.fitted(to: labelWidth - 1, ellipsis: glyphs.ellipsis), column: line.column + 3, row: line.row,
            style: labelStyle, clip: line)
        var column = line.column + 3 + labelWidth
        column = canvas.write(
            row.valueText, column: column, row: line.row, style: Style(base.role, bold: true), clip: line)
        if let pending = row.pendingText {
            canvas.write(
                " \(glyphs.arrow) \(pending) requested", column: column, row: line.row, style: Style(.warning),
                clip: line)
            return
        }
        let keys = isSelected && !isDisabled ? row.hint : row.keys
        let keysColumn = line.endColumn - 1 - keys.columnWidth
        let sliderColumn = max(column + 2, line.column + 3 + labelWidth + 10)
        if isSelected, let position = row.position, keysColumn - sliderColumn >= 10 {
            let columns = min(18, keysColumn - sliderColumn - 2)
            canvas.write(
                glyphs.slider(position, columns: columns), column: sliderColumn, row: line.row, style: Style(.focus),
                clip: line)
        } else if let detail = row.detail, keysColumn - column > 12 {
            let fitted = detail.fitted(to: keysColumn - column - 3, ellipsis: glyphs.ellipsis)
            canvas.write("  " + fitted, column: column, row: line.row, style: Style(.dim), clip: line)
        }
        if keysColumn > column { canvas.write(keys, column: keysColumn, row: line.row, style: Style(.key), clip: line) }
    }
}
