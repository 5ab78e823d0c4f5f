import Terminal
import Training

/// What is left where the dashboard has no room: what it needs, that training goes on, and any open question.
struct TooSmallNotice {
    let state: DashboardState

    func render(in rect: Rect, on canvas: inout Canvas) {
        var row = rect.row
        for (text, style) in lines {
            for line in text.wrapped(to: rect.columns) {
                canvas.write(line, column: rect.column, row: row, style: style, clip: rect)
                row += 1
            }
        }
    }

    private var lines: [(String, Style)] {
        let run = state.run
        let phase = "\(PhaseWords.glyph(run.phase, state.glyphs)) \(PhaseWords.word(run.phase))"
        let least = "\(Layout.minimum.columns)×\(Layout.minimum.rows)"
        var lines: [(String, Style)] = []
        if case .dialog(let dialog)? = state.overlays.last {
            lines.append((dialog.title, Style(.title, bold: true)))
            for (index, button) in dialog.buttons.enumerated() {
                lines.append(
                    ("\(button.hotkey): \(button.label)", Style(index == dialog.selected ? .selection : .text)))
            }
            return lines
        }
        lines.append((phase, Style(PhaseWords.role(run.phase), bold: true)))
        lines.append(("epoch \(run.epoch)/\(run.epochLimit), step \(ChartNumber.grouped(run.step))", Style(.text)))
        lines.append(
            (
                "descent needs \(least), this is \(rectText)." + (run.phase == .running ? " Training goes on." : ""),
                Style(.dim)
            ))
        let hints = hints
        if !hints.isEmpty { lines.append((hints, Style(.dim))) }
        return lines
    }

    /// What a few keys do here, of which nothing can be seen.
    private var hints: String {
        let contexts = state.contexts
        func does(_ key: Key, _ action: KeyAction) -> Bool {
            guard let binding = Keymap.binding(for: key, in: contexts), binding.action == action else { return false }
            return binding.disabledReason(state) == nil
        }
        // What lies over the view takes the keys, or the filter that is typed.
        if !state.overlays.isEmpty || contexts.contains(.filter) { return "esc closes what is open" }
        let words = [
            does(.character("q"), .quit) ? "q quits" : nil,
            does(.character(" "), .togglePause) ? "space " + (state.run.phase == .paused ? "goes on" : "pauses") : nil,
        ]
        return words.compactMap { $0 }.joined(separator: ", ")
    }

    private var rectText: String { "\(state.size.columns)×\(state.size.rows)" }
}
