import Terminal

/// Where the picker's list and preview stand.
struct PickerLayout {
    let list: Rect
    let preview: Rect
    let footer: Rect
    private let first: Int
    private let count: Int

    init(_ state: PickerState, size: Size) {
        let all = Rect(size)
        let body = all.slice(row: 1, rows: size.rows - 2)
        footer = all.slice(row: size.rows - 1, rows: 1)
        if size.columns >= 70 {
            let split = min(48, size.columns * 2 / 5)
            list = Rect(column: 0, row: body.row, columns: split, rows: body.rows)
            preview = Rect(column: split, row: body.row, columns: size.columns - split, rows: body.rows)
        } else {
            let split = max(min(body.rows, 4), body.rows * 3 / 5)
            list = body.slice(row: 0, rows: split)
            preview = body.slice(row: split, rows: body.rows - split)
        }
        count = state.shown.count
        first = ControlsPane.firstRow(selected: state.selected, count: count, height: max(1, list.rows - 2))
    }

    /// The rows of the list that are in view.
    var rows: Range<Int> { first..<max(first, min(count, first + max(0, list.rows - 2))) }

    func entry(at point: Point) -> Int? {
        guard list.inset().contains(point) else { return nil }
        let index = first + point.row - list.row - 1
        return rows.contains(index) ? index : nil
    }
}

/// Draws the preset picker.
public func renderPicker(_ state: PickerState, into canvas: inout Canvas) {
    canvas.fill(canvas.bounds)
    let layout = PickerLayout(state, size: canvas.size)
    canvas.write(" descent", column: 0, row: 0, style: Style(.title, bold: true))
    canvas.write("choose a preset", column: 10, row: 0, style: Style(.dim))
    state.drawList(layout, on: &canvas)
    state.drawPreview(in: layout.preview, on: &canvas)
    state.drawFooter(in: layout.footer, on: &canvas)
    if state.options.charset == .ascii { canvas.transliterate() }
}

extension PickerState {
    fileprivate func drawList(_ layout: PickerLayout, on canvas: inout Canvas) {
        let shown = shown
        let remark = filter.text.isEmpty ? "" : "/\(filter.text)"
        let frame = ChartFrame(
            title: "Presets", remarks: [StyledText("\(shown.count)"), StyledText(remark, .key)], isFocused: true,
            charset: options.charset)
        let inner = frame.draw(in: layout.list, on: &canvas)
        if shown.isEmpty {
            let words = entries.isEmpty ? "no presets" : "nothing passes the filter: esc clears it"
            canvas.write(" " + words, column: inner.column, row: inner.row, style: Style(.dim), clip: inner)
        }
        let width = min(24, shown.map(\.name.columnWidth).max() ?? 0)
        for (offset, index) in layout.rows.enumerated() {
            let line = inner.slice(row: offset, rows: 1)
            let isSelected = index == selected
            let style = isSelected ? Style(.selection, bold: true) : Style(.text)
            if isSelected { canvas.fill(line, with: Cell(" ", style)) }
            let name = (isSelected ? glyphs.pointer : " ") + " " + shown[index].name.padded(to: width)
            let end = canvas.write(name, column: line.column, row: line.row, style: style, clip: line)
            let title = shown[index].title.fitted(to: line.endColumn - end - 2, ellipsis: glyphs.ellipsis)
            canvas.write(
                "  " + title, column: end, row: line.row, style: isSelected ? Style(.selection) : Style(.dim),
                clip: line)
        }
    }

    fileprivate func drawPreview(in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        let frame = ChartFrame(title: isHelpShown ? "Help" : chosen?.name ?? "", charset: options.charset)
        let inner = frame.draw(in: rect, on: &canvas).inset(sides: 1)
        var row = inner.row
        func write(_ text: String, _ style: Style, on canvas: inout Canvas) {
            for line in text.wrapped(to: inner.columns) {
                canvas.write(line, column: inner.column, row: row, style: style, clip: inner)
                row += 1
            }
        }
        if isHelpShown {
            var seen: Set<String> = []
            for binding in Keymap.bindings(in: [.picker])
            where seen.insert(binding.keysText + binding.description).inserted {
                write("\(binding.keysText): \(binding.description)", Style(.text), on: &canvas)
            }
        } else if let chosen {
            write(chosen.title, Style(.title, bold: true), on: &canvas)
            row += 1
            write(chosen.lesson, Style(.text), on: &canvas)
        }
    }

    fileprivate func drawFooter(in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        if isFiltering {
            canvas.write(filter, in: rect, prompt: " /", glyphs: glyphs)
            return
        }
        if let notice {
            canvas.write(" " + notice, column: rect.column, row: rect.row, style: Style(.warning), clip: rect)
            return
        }
        var column = rect.column + 1
        let bindings = Keymap.bindings(in: contexts).filter { $0.footerRank != nil }
            .sorted { ($0.footerRank ?? 0) < ($1.footerRank ?? 0) }
        for binding in bindings {
            column = canvas.write(
                binding.keys.first?.name ?? "", column: column, row: rect.row, style: Style(.key, bold: true),
                clip: rect)
            column = canvas.write(" \(binding.label)  ", column: column, row: rect.row, style: Style(.text), clip: rect)
        }
    }
}

extension Rect {
    /// The rectangle with some columns taken off the left and right.
    func inset(sides columns: Int) -> Rect {
        Rect(column: column + columns, row: row, columns: self.columns - 2 * columns, rows: rows)
    }
}
