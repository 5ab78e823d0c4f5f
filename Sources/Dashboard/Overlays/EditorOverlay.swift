import Terminal
import Tunables

/// A value being typed: the text, what is allowed, what is wrong.
struct EditorOverlay {
    let editor: ValueEditor
    let current: Value?
    let glyphs: Glyphs

    func render(in screen: Rect, on canvas: inout Canvas) {
        let columns = min(60, max(1, screen.columns - 4))
        let tunable = editor.tunable
        var lines: [(String, Style)] = []
        for line in tunable.help.wrapped(to: columns) { lines.append((line, Style(.text))) }
        let unit = tunable.unit.map { " (\($0))" } ?? ""
        let now = current.map { ", now \(JournalWords.text($0))" } ?? ""
        for line in "takes \(tunable.expectation)\(unit)\(now)".wrapped(to: columns) {
            lines.append((line, Style(.dim)))
        }
        if let error = editor.error {
            for line in "\(glyphs.cross) \(error)".wrapped(to: columns) {
                lines.append((line, Style(.bad, bold: true)))
            }
        }
        let rect = OverlayBox.rect(columns: columns, rows: lines.count + 2, in: screen)
        let inner = OverlayBox(title: tunable.key, legend: "Enter set, esc back", glyphs: glyphs)
            .draw(in: rect, on: &canvas)
        canvas.write(editor.field, in: inner.slice(row: 0, rows: 1), prompt: "= ", glyphs: glyphs)
        for (index, line) in lines.enumerated() {
            canvas.write(line.0, column: inner.column, row: inner.row + 2 + index, style: line.1, clip: inner)
        }
    }
}

extension Canvas {
    /// A text field in one line; its cursor stays in view.
    mutating func write(_ field: TextField, in line: Rect, prompt: String, glyphs: Glyphs) {
        let start = write(prompt, column: line.column, row: line.row, style: Style(.key, bold: true), clip: line)
        let room = max(1, line.endColumn - start - 1)
        let first = max(0, field.cursor - room)
        let shown = field.characters.dropFirst(first).prefix(room + 1)
        write(String(shown), column: start, row: line.row, style: Style(.text, bold: true), clip: line)
        let before = field.characters[first..<field.cursor].reduce(0) { $0 + $1.columnWidth }
        let point = Point(column: start + before, row: line.row)
        guard line.contains(point) else { return }
        let under = field.cursor < field.characters.count ? field.characters[field.cursor] : glyphs.caret
        write(String(under), column: point.column, row: point.row, style: Style(.cursor), clip: line)
    }

    /// A list's filter above it: as it is typed, or as it holds.
    mutating func write(filter: TextField, isTyped: Bool, in line: Rect, glyphs: Glyphs) {
        guard !isTyped else { return write(filter, in: line, prompt: " /", glyphs: glyphs) }
        write(" /\(filter.text)  (esc clears)", column: line.column, row: line.row, style: Style(.key), clip: line)
    }
}
