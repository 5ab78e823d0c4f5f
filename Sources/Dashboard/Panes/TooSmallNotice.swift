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
        lines.append(("q quits, space pauses", Style(.dim)))
        return lines
    }

    private var rectText: String { "\(state.size.columns)×\(state.size.rows)" }
}
