import Terminal

/// The messages, stacked upward from the lower right corner of the journal's lines.
struct ToastStack {
    let toasts: [Toast]
    let glyphs: Glyphs

    /// - Parameter rect: the lines they end on; more rows above are taken as needed.
    func render(above rect: Rect, on canvas: inout Canvas) {
        var bottom = rect.endRow - 1
        let width = min(rect.columns - 2, 72)
        guard width >= 12 else { return }
        for toast in toasts.suffix(3).reversed() {
            let (glyph, role) = sign(toast.kind)
            let lines = toast.text.wrapped(to: width - glyph.columnWidth - 3).prefix(3)
            let columns = (lines.map(\.columnWidth).max() ?? 0) + glyph.columnWidth + 3
            for (index, line) in lines.enumerated().reversed() {
                guard bottom > 0 else { return }
                let column = rect.endColumn - 1 - columns
                let text = " " + (index == 0 ? glyph : String(repeating: " ", count: glyph.columnWidth)) + " " + line
                canvas.write(
                    text.padded(to: columns), column: column, row: bottom, style: Style(role, reverse: true))
                bottom -= 1
            }
        }
    }

    private func sign(_ kind: Toast.Kind) -> (String, Role) {
        switch kind {
        case .requested: (glyphs.pending, .dim)
        case .applied: (glyphs.check, .good)
        case .refused: (glyphs.cross, .bad)
        case .notice: (glyphs.note, .text)
        }
    }
}
