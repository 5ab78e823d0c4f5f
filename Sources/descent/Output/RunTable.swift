import Glibc
import Runs
import Terminal
import Training

/// Recorded runs as a table.
enum RunTable {
    /// Damaged rows stand below the table, each with what can be done.
    static func lines(_ runs: [ListedRun]) -> [String] {
        let sound = runs.compactMap(\.record)
        return (sound.isEmpty ? [] : lines(sound)) + runs.compactMap(\.damage?.description)
    }

    static func lines(_ runs: [RunRecord]) -> [String] {
        let head = ["run", "state", "epochs", "steps", "best", "score", "time", "began", ""]
        let rows = [head] + runs.map { row($0).map(\.harmless) }
        let widths = head.indices.map { column in rows.map { $0[column].columnWidth }.max() ?? 0 }
        // Numbers stand right.
        let isRight = [false, false, true, true, true, true, true, false, false]
        return rows.map { row in
            var line = ""
            for (column, text) in row.enumerated() {
                let width = widths[column]
                line += (column == 0 ? "" : "  ")
                line += isRight[column] ? text.leftPadded(to: width) : text.padded(to: width)
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    private static func row(_ run: RunRecord) -> [String] {
        let isClassification = run.task == .classification
        let score = run.bestScore.map {
            isClassification ? NumberText.fixed(100 * $0, 1) + " %" : NumberText.significant($0, 3)
        }
        let marks = run.tags.map { "#\($0)" } + (run.note.isEmpty ? [] : [run.note])
        return [
            run.id, state(run), "\(run.epochs)/\(run.plannedEpochs)", NumberText.grouped(run.steps),
            run.bestLoss.map { NumberText.significant($0) } ?? "-", score ?? "-", NumberText.duration(run.seconds),
            local(run.started), marks.joined(separator: " "),
        ]
    }

    /// What became of a run, in a word or two.
    static func state(_ run: RunRecord) -> String {
        run.isInterrupted ? "interrupted" : run.state.rawValue.replacing("_", with: " ")
    }

    /// A moment as the clock on the wall shows it: `2026-11-21 09:05`.
    static func local(_ seconds: Double) -> String {
        var time = time_t(max(0, min(seconds, 253_402_300_799)))
        var parts = tm()
        localtime_r(&time, &parts)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
            guard let base = buffer.baseAddress, strftime(base, buffer.count, "%Y-%m-%d %H:%M", &parts) > 0 else {
                return ""
            }
            return String(cString: base)
        }
    }
}
