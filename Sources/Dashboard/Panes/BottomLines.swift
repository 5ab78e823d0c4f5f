import Terminal
import Training

/// The interventions, the newest first, one after the other.
struct JournalLines {
    let items: [Journal.Item]
    let pending: [String]
    let nextNumber: Int
    let glyphs: Glyphs

    func render(in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        var entries = pending.enumerated().reversed().map { offset, words in
            (glyphs.number(nextNumber + offset), "\(words) (requested)", Style(.dim))
        }
        entries += items.reversed().prefix(rect.rows * 4).map { item in
            let repeats = item.entries.count > 1 ? ", \(item.entries.count) changes" : ""
            let origin = item.entries.last.map { JournalWords.origin($0.source) } ?? ""
            return (
                glyphs.number(item.number),
                "step \(ChartNumber.grouped(item.step)) \(item.words)\(origin) "
                    + (item.isUndone ? "(undone)" : "(applied\(repeats))"),
                Style(item.isUndone ? .ghost : .text)
            )
        }
        if entries.isEmpty {
            canvas.write(
                " no interventions yet", column: rect.column, row: rect.row, style: Style(.dim), clip: rect)
        }
        var column = rect.column + 1
        var row = rect.row
        for (number, text, style) in entries {
            let width = number.columnWidth + 1 + text.columnWidth
            if column + width > rect.endColumn - 1, column > rect.column + 1 {
                column = rect.column + 1
                row += 1
                if row >= rect.endRow { break }
            }
            column = canvas.write(number, column: column, row: row, style: Style(.mark, bold: true), clip: rect)
            column = canvas.write(" " + text, column: column, row: row, style: style, clip: rect) + 3
        }
    }
}

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

/// The keys that matter here, from the keymap; what cannot be used now is dim.
struct FooterLine {
    /// A hint and where it stands, so that a click finds it.
    struct Hint: Sendable, Hashable {
        let keys: String
        let label: String
        let action: KeyAction
        let isEnabled: Bool
        let columns: Range<Int>
    }

    let hints: [Hint]

    init(_ state: DashboardState, columns: Int) {
        let bindings = Keymap.bindings(in: state.contexts).filter { $0.footerRank != nil }
            .sorted { ($0.footerRank ?? 0) < ($1.footerRank ?? 0) }
        // The keys that lead on, help and quit, stand at the right end.
        let pinned = bindings.filter { ($0.footerRank ?? 0) >= 100 }
        func width(_ binding: Binding) -> Int {
            state.footerKeys(binding).columnWidth + 1 + state.footerLabel(binding).columnWidth + 2
        }
        var left = columns - 1 - pinned.reduce(0) { $0 + width($1) }
        var shown: [Binding] = []
        for binding in bindings where (binding.footerRank ?? 0) < 100 {
            guard width(binding) <= left else { continue }
            left -= width(binding)
            shown.append(binding)
        }
        var column = 1
        hints = (shown + pinned).compactMap { binding in
            let isPinnedStart = binding.action == pinned.first?.action
            if isPinnedStart { column = max(column, columns - pinned.reduce(0) { $0 + width($1) }) }
            let end = column + width(binding) - 2
            guard end <= columns else { return nil }
            defer { column += width(binding) }
            return Hint(
                keys: state.footerKeys(binding), label: state.footerLabel(binding), action: binding.action,
                isEnabled: binding.disabledReason(state) == nil, columns: column..<end)
        }
    }

    func render(in rect: Rect, on canvas: inout Canvas) {
        for hint in hints {
            let column = rect.column + hint.columns.lowerBound
            let keyStyle = Style(hint.isEnabled ? .key : .disabled, bold: hint.isEnabled)
            let end = canvas.write(hint.keys, column: column, row: rect.row, style: keyStyle, clip: rect)
            canvas.write(
                " " + hint.label, column: end, row: rect.row, style: Style(hint.isEnabled ? .text : .disabled),
                clip: rect)
        }
    }
}

extension DashboardState {
    /// The footer names one key, unless a pair belongs together.
    fileprivate func footerKeys(_ binding: Binding) -> String { binding.shownAs ?? binding.keys.first?.name ?? "" }

    fileprivate func footerLabel(_ binding: Binding) -> String {
        switch binding.action {
        case .togglePause: run.phase == .paused ? "resume" : "pause"
        case .toggleScale: chart.isLogarithmic ? "linear" : "log"
        default: binding.label
        }
    }
}
