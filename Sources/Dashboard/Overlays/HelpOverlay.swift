import Terminal

/// The keys that work where help was asked for, by group, from the keymap; what cannot be used says why.
struct HelpOverlay {
    private struct Line {
        let keys: String
        let text: String
        let style: Style
    }

    private static let keyWidth = 18

    /// Where the box stands.
    let rect: Rect
    private let help: HelpState
    private let glyphs: Glyphs
    private let lines: [Line]

    init(help: HelpState, state: DashboardState, in screen: Rect) {
        self.help = help
        glyphs = state.glyphs
        let columns = min(92, max(1, screen.columns - 4))
        lines = Self.lines(help, state, columns: columns)
        rect = OverlayBox.rect(columns: columns, rows: lines.count, in: screen)
    }

    /// The farthest one can scroll.
    var lastScroll: Int { max(0, lines.count - rect.inset().rows) }

    func render(on canvas: inout Canvas) {
        let inner = OverlayBox(title: "Help: \(help.title)", legend: "up down scroll, esc close", glyphs: glyphs)
            .draw(in: rect, on: &canvas)
        let first = min(help.scroll, lastScroll)
        for (offset, line) in lines.dropFirst(first).prefix(inner.rows).enumerated() {
            let row = inner.row + offset
            canvas.write(line.keys, column: inner.column, row: row, style: Style(.key, bold: true), clip: inner)
            canvas.write(
                line.text, column: inner.column + (line.keys.isEmpty && line.style.role == .title ? 0 : Self.keyWidth),
                row: row, style: line.style, clip: inner)
        }
        if first > 0 {
            canvas.write(glyphs.up, column: rect.endColumn - 2, row: rect.row, style: Style(.dim), clip: rect)
        }
        if first + inner.rows < lines.count {
            canvas.write(glyphs.down, column: rect.endColumn - 2, row: rect.endRow - 1, style: Style(.dim), clip: rect)
        }
    }

    private static func lines(_ help: HelpState, _ state: DashboardState, columns: Int) -> [Line] {
        let bindings = Keymap.bindings(in: help.contexts)
        var lines: [Line] = []
        // What is focused comes first, then everything by group.
        let own = bindings.filter { help.contexts.first.map($0.contexts.contains) ?? false }
        let isSpecial = own.count < bindings.count && help.contexts.count > 2
        var sections = isSpecial ? [(help.title, own)] : []
        for group in KeyGroup.allCases {
            let isOwn = { (binding: Binding) in isSpecial && own.contains { $0.action == binding.action } }
            sections.append((group.rawValue, bindings.filter { $0.group == group && !isOwn($0) }))
        }
        for (title, members) in sections where !members.isEmpty {
            if !lines.isEmpty { lines.append(Line(keys: "", text: "", style: Style(.text))) }
            lines.append(Line(keys: "", text: title, style: Style(.title, bold: true)))
            var seen: Set<String> = []
            for binding in members where seen.insert(binding.keysText + binding.description).inserted {
                // Overlay keys act on the overlay below, which the help hides: they are not judged.
                let reason = binding.group == .overlay ? nil : binding.disabledReason(state)
                let text = binding.description + (reason.map { " (not now: \($0))" } ?? "")
                let style = Style(reason == nil ? .text : .disabled)
                for (index, part) in text.wrapped(to: max(10, columns - keyWidth)).enumerated() {
                    lines.append(Line(keys: index == 0 ? binding.keysText : "", text: part, style: style))
                }
            }
        }
        return lines
    }
}
