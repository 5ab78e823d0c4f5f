import Terminal
import Training
import Tunables

/// What the marked runs differ in, or what is known of the selected one.
struct RunsDetails {
    let view: RunsViewState
    let glyphs: Glyphs

    /// Pieces of a line with their places from the left.
    private typealias Line = [(column: Int, text: String, style: Style)]

    private static let nameWidth = 14

    func render(in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        let lines = lines(columns: ChartFrame.inside(of: rect).columns)
        let inner = frame.draw(in: rect, on: &canvas)
        // The titles of a table stay where they are.
        let fixed = isComparing && view.comparison?.trouble == nil ? min(1, lines.count) : 0
        let first = min(view.detailScroll, lastScroll(in: rect))
        for (row, line) in (lines.prefix(fixed) + lines.dropFirst(fixed + first)).prefix(inner.rows).enumerated() {
            for piece in line {
                canvas.write(
                    piece.text, column: inner.column + piece.column, row: inner.row + row, style: piece.style,
                    clip: inner)
            }
        }
        guard lines.count - first > inner.rows, inner.rows > 0 else { return }
        canvas.write(
            glyphs.down, column: inner.endColumn - 1, row: inner.endRow - 1, style: Style(.dim), clip: inner)
    }

    /// The farthest one can scroll.
    func lastScroll(in rect: Rect) -> Int {
        let inner = ChartFrame.inside(of: rect)
        return max(0, lines(columns: inner.columns).count - inner.rows)
    }

    private var isComparing: Bool { view.marked.count > 1 }

    private var frame: ChartFrame {
        ChartFrame(
            title: isComparing ? "What they differ in" : "The run", isFocused: view.isDetailFocused,
            charset: glyphs.charset)
    }

    private func lines(columns: Int) -> [Line] {
        guard isComparing else { return view.selected.map { lines(about: $0, columns: columns) } ?? [] }
        guard let comparison = view.comparison, comparison.ids == view.marked else {
            return [[(1, "reading the settings", Style(.dim))]]
        }
        let about = view.selected.map { lines(about: $0, columns: columns) } ?? []
        let title: Line = [(1, view.selected?.id ?? "", Style(.text, bold: true))]
        return lines(comparing: comparison, columns: columns) + (about.isEmpty ? [] : [[], title] + about)
    }
}

// MARK: - Differences

extension RunsDetails {
    private func lines(comparing comparison: RunComparison, columns: Int) -> [Line] {
        let trouble = comparison.trouble?.wrapped(to: max(1, columns - 2)) ?? []
        return trouble.map { [(1, $0, Style(.bad))] } + table(of: comparison, columns: columns)
    }

    /// A line for each setting in which those that could be read differ, below their letters.
    private func table(of comparison: RunComparison, columns: Int) -> [Line] {
        guard comparison.curves.count > 1 else { return [] }
        guard !comparison.differences.isEmpty else {
            return [[(1, "their settings are the same", Style(.dim))]]
        }
        let count = max(1, comparison.curves.count)
        let longest = comparison.differences.reduce(8) { max($0, $1.key.columnWidth) }
        let keyWidth = min(longest, max(8, columns / 2))
        let width = max(3, (columns - keyWidth - 2) / count)
        func place(_ index: Int) -> Int { 1 + keyWidth + 1 + index * width }
        var title: Line = [(1, "setting", Style(.dim))]
        for (index, curves) in comparison.curves.enumerated() {
            let ink = DotInk.compared[(view.mark(of: curves.id) ?? index) % DotInk.compared.count]
            title.append((place(index), String(ink.asciiSign), Style(ink.role, bold: true, reverse: true)))
        }
        return [title]
            + comparison.differences.map { difference in
                var line: Line = [(1, fit(difference.key, keyWidth), Style(.text))]
                for (index, value) in difference.values.enumerated() {
                    let text = value.map(JournalWords.text) ?? glyphs.dot
                    line.append((place(index), fit(text, width - 1), Style(value == nil ? .dim : .text, bold: true)))
                }
                return line
            }
    }

    private func fit(_ text: String, _ columns: Int) -> String { text.fitted(to: columns, ellipsis: glyphs.ellipsis) }
}

// MARK: - One run

extension RunsDetails {
    private func lines(about row: RunRow, columns: Int) -> [Line] {
        var entries: [(name: String, text: String, style: Style)] = []
        func add(_ name: String, _ text: String, _ style: Style = Style(.text)) {
            if !text.isEmpty { entries.append((name, text, style)) }
        }
        add("preset", row.title.isEmpty ? row.preset : "\(row.preset): \(row.title)")
        add("tags", row.tags.joined(separator: " "), Style(.mark))
        add("note", row.note, Style(.mark))
        add("network", "\(row.architecture), \(ChartNumber.grouped(row.parameterCount)) parameters")
        add("ended", Self.ending(row))
        if let loss = row.bestLoss {
            let epoch = row.bestEpoch.map { " at epoch \($0)" } ?? ""
            add("best", "loss \(ChartNumber.significant(loss))\(epoch) \(glyphs.best)", Style(.best))
        }
        if let test = row.test { add("test", Self.words(test), Style(.text, bold: true)) }
        let rate = row.seconds > 0 ? ", \(NumberText.compact(Double(row.steps) / row.seconds)) steps/s" : ""
        add(
            "trained",
            "\(row.epochs) of \(row.plannedEpochs) epochs, \(ChartNumber.grouped(row.steps)) steps in "
                + "\(NumberText.duration(row.seconds))\(rate)")
        add("journal", row.interventions == 1 ? "1 intervention" : "\(row.interventions) interventions")
        add("seed", String(row.seed))
        add("weights", row.weightsSHA256.map { "sha256 \($0)" } ?? "", Style(.dim))
        let room = columns - Self.nameWidth + 3
        return entries.flatMap { entry in
            entry.text.wrapped(to: max(8, room)).enumerated().map { index, text -> Line in
                let words: Line = [(Self.nameWidth - 4, text, entry.style)]
                return index == 0 ? [(1, entry.name, Style(.dim))] + words : words
            }
        }
    }

    private static func ending(_ row: RunRow) -> String {
        switch row.life {
        case .live: "not yet: it is being trained"
        case .interrupted: "without saying so: killed, or the power went"
        case .ended: "it " + PhaseWords.ending(row.phase) + (row.reason.map { "; \($0)" } ?? "")
        }
    }

    private static func words(_ metrics: SplitMetrics) -> String {
        var words: [String] = []
        if let accuracy = metrics.accuracy { words.append("accuracy \(ChartNumber.fixed(accuracy, decimals: 4))") }
        if let r2 = metrics.r2 { words.append("R² \(ChartNumber.fixed(r2, decimals: 4))") }
        words.append("loss \(ChartNumber.significant(metrics.loss))")
        if let mae = metrics.mae { words.append("MAE \(ChartNumber.significant(mae))") }
        return words.joined(separator: ", ")
    }
}
