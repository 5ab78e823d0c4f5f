import Diagnosis
import Terminal
import Training

/// One line of judgment: what is wrong with the gradients and what helps, or what is worth knowing of the data.
struct VerdictLine {
    let state: DashboardState

    func render(in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        let glyphs = state.glyphs
        if let report = state.run.nonFinite {
            let place = report.layerName.map { " in \($0)" } ?? ""
            let text =
                "The \(report.tensor.rawValue)\(place) went NaN or infinite at step \(ChartNumber.grouped(report.step))"
            write(glyphs.cross, text, advice: "u undoes", .bad, in: rect, on: &canvas)
        } else if let fork = state.fork {
            write(glyphs.note, ForkWords.progress(fork, glyphs: glyphs), advice: "", .title, in: rect, on: &canvas)
        } else if let verdict = state.verdict {
            let isAlarm = verdict.severity == .alarm
            let advice = verdict.advice.joined(separator: " \(glyphs.dot) ")
            write(
                isAlarm ? glyphs.warning : glyphs.note, verdict.headline,
                advice: advice.isEmpty ? "" : "try: " + advice,
                isAlarm ? .warning : .text, in: rect, on: &canvas)
        } else if let warning = state.run.description.notes.first(where: { $0.severity == .warning }) {
            write(glyphs.warning, warning.words, advice: "", .text, in: rect, on: &canvas)
        } else if let note = state.run.description.notes.first {
            write(glyphs.note, note.message, advice: "", .dim, in: rect, on: &canvas)
        } else if !state.run.description.title.isEmpty {
            let description = state.run.description
            write(glyphs.note, "\(description.name): \(description.title)", advice: "", .dim, in: rect, on: &canvas)
        }
    }

    private func write(
        _ glyph: String, _ headline: String, advice: String, _ role: Role, in rect: Rect, on canvas: inout Canvas
    ) {
        let room = rect.columns - 2
        let head = "\(glyph) \(headline)".fitted(to: room, ellipsis: state.glyphs.ellipsis)
        let end = canvas.write(
            head, column: rect.column + 1, row: rect.row, style: Style(role, bold: role == .warning || role == .bad),
            clip: rect)
        guard !advice.isEmpty, rect.endColumn - end > 12 else { return }
        canvas.write(
            "  " + advice.fitted(to: rect.endColumn - end - 3, ellipsis: state.glyphs.ellipsis), column: end,
            row: rect.row, style: Style(.text), clip: rect)
    }
}
