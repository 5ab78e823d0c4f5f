import Terminal
import Training

/// What is left where the dashboard has no room: what a few keys do, what it needs, that training goes on, and any open
/// question. Keys that it does not show do nothing.
struct TooSmallNotice {
    let state: DashboardState

    /// A line and the keys that it tells of.
    private struct Line {
        let text: String
        let style: Style
        var keys: [Key] = []
    }

    func render(in rect: Rect, on canvas: inout Canvas) {
        var row = rect.row
        for line in lines(columns: rect.columns) {
            for text in line.text.wrapped(to: rect.columns) {
                canvas.write(text, column: rect.column, row: row, style: line.style, clip: rect)
                row += 1
            }
        }
    }

    /// Whether a key does something: the screen tells of it, or it is the program's own way out (`^C`, `^Z`, `^L`).
    func takes(_ key: Key) -> Bool {
        if Keymap.binding(for: key, in: [.always]) != nil { return true }
        var row = 0
        for line in lines(columns: state.size.columns) {
            row += line.text.wrapped(to: state.size.columns).count
            if row > state.size.rows || state.size.columns < 1 { return false }
            if line.keys.contains(key) { return true }
        }
        return false
    }

    private func lines(columns: Int) -> [Line] {
        if case .dialog(let dialog)? = state.overlays.last { return lines(of: dialog) }
        let run = state.run
        let phase = "\(PhaseWords.glyph(run.phase, state.glyphs)) \(PhaseWords.word(run.phase))"
        let least = "\(Layout.minimum.columns)×\(Layout.minimum.rows)"
        let needs = "descent needs \(least), this is \(state.size.columns)×\(state.size.rows)."
        return [Line(text: phase, style: Style(PhaseWords.role(run.phase), bold: true))] + hints(columns: columns) + [
            Line(
                text: "epoch \(run.epoch)/\(run.epochLimit), step \(ChartNumber.grouped(run.step))", style: Style(.text)
            ),
            Line(text: needs + (run.phase == .running ? " Training goes on." : ""), style: Style(.dim)),
        ]
    }

    private func lines(of dialog: Dialog) -> [Line] {
        [Line(text: dialog.title, style: Style(.title, bold: true))]
            + dialog.buttons.enumerated().map { index, button in
                let isSelected = index == dialog.selected
                // What is marked as selected is chosen by Enter, and left by esc.
                return Line(
                    text: "\(button.hotkey): \(button.label)", style: Style(isSelected ? .selection : .text),
                    keys: [.character(button.hotkey)]
                        + (isSelected ? [Key.enter, .escape, .up, .down, .left, .right, .tab, .backTab] : []))
            }
    }

    /// What a few keys do here, of which nothing can be seen: in one line where that has room.
    private func hints(columns: Int) -> [Line] {
        let contexts = state.contexts
        func does(_ key: Key, _ action: KeyAction) -> Bool {
            guard let binding = Keymap.binding(for: key, in: contexts), binding.action == action else { return false }
            return binding.disabledReason(state) == nil
        }
        var hints: [Line] = []
        // What lies over the view takes the keys, or the filter that is typed.
        if !state.overlays.isEmpty || contexts.contains(.filter) {
            hints.append(Line(text: "esc closes what is open", style: Style(.dim), keys: [.escape]))
        } else {
            if does(.character("q"), .quit) {
                hints.append(Line(text: "q quits", style: Style(.dim), keys: [.character("q")]))
            }
            if does(.character(" "), .togglePause) {
                let words = "space " + (state.run.phase == .paused ? "goes on" : "pauses")
                hints.append(Line(text: words, style: Style(.dim), keys: [.character(" ")]))
            }
        }
        let joined = hints.map(\.text).joined(separator: ", ")
        guard hints.count > 1, joined.columnWidth <= columns else { return hints }
        return [Line(text: joined, style: Style(.dim), keys: hints.flatMap(\.keys))]
    }
}
