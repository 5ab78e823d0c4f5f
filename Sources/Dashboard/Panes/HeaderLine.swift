import Terminal
import Training

/// The first line: what runs on the left, how it goes on the right; the least important is left out where room is short.
struct HeaderLine {
    private struct Part {
        let text: String
        let style: Style
        /// The lowest stays longest.
        let rank: Int
    }

    let run: RunFacts
    let stepsPerSecond: Double?
    /// The id of a recorded run that is looked at.
    var recording: String?
    /// Whether it was to be recorded and is not.
    var isUnrecorded = false
    let glyphs: Glyphs

    func render(in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        var left = identity
        var right = progress
        func width(_ parts: [Part]) -> Int { parts.reduce(0) { $0 + $1.text.columnWidth } }
        while width(left) + width(right) + 2 > rect.columns,
            let least = (left + right).map(\.rank).max(), least > 0
        {
            left.removeAll { $0.rank == least }
            right.removeAll { $0.rank == least }
        }
        var column = rect.column
        for part in left {
            column = canvas.write(part.text, column: column, row: rect.row, style: part.style, clip: rect)
        }
        column = max(column + 1, rect.endColumn - width(right) - 1)
        for part in right {
            column = canvas.write(part.text, column: column, row: rect.row, style: part.style, clip: rect)
        }
    }

    private var identity: [Part] {
        let description = run.description
        return [
            Part(text: " descent", style: Style(.title, bold: true), rank: 8),
            Part(text: "  \(description.name)", style: Style(.title), rank: 1),
            Part(
                text: description.restart.map { "  restart \($0.number)/\($0.count)" } ?? "", style: Style(.mark),
                rank: 1),
            Part(text: recording == nil ? "" : "  RECORDED", style: Style(.mark, bold: true), rank: 0),
            Part(text: recording.map { " " + $0 } ?? "", style: Style(.mark), rank: 4),
            Part(text: isUnrecorded ? "  NOT RECORDED" : "", style: Style(.warning, bold: true), rank: 0),
            Part(text: " \(glyphs.dot) \(description.architecture)", style: Style(.text), rank: 5),
            Part(
                text: " \(glyphs.dot) \(ChartNumber.grouped(description.parameterCount)) params", style: Style(.dim),
                rank: 7),
        ]
    }

    private var progress: [Part] {
        let phase = run.phase
        var parts = [
            Part(
                text: "\(PhaseWords.glyph(phase, glyphs)) \(PhaseWords.word(phase))",
                style: Style(PhaseWords.role(phase), bold: true), rank: 0)
        ]
        let limit = run.epochLimit
        let epoch = phase == .running || phase == .paused ? min(limit, run.epoch + 1) : run.epoch
        parts.append(Part(text: "  epoch \(epoch)/\(limit)", style: Style(.text), rank: 0))
        parts.append(Part(text: " " + glyphs.bar(run.progress, columns: 14), style: Style(.train), rank: 3))
        parts.append(Part(text: " \(Int(run.progress * 100))%", style: Style(.text), rank: 2))
        if phase == .running, let rate = stepsPerSecond {
            parts.append(Part(text: "  \(NumberText.compact(rate)) steps/s", style: Style(.dim), rank: 6))
            if rate > 0, let left = run.stepsLeft {
                parts.append(Part(text: "  ETA \(NumberText.duration(left / rate))", style: Style(.text), rank: 4))
            }
        } else if let seconds = run.summary?.seconds ?? run.latest?.seconds {
            parts.append(Part(text: "  trained \(NumberText.duration(seconds))", style: Style(.dim), rank: 6))
        }
        return parts
    }
}
