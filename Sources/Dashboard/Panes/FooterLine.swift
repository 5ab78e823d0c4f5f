import Terminal

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
        // What an overlay of this kind never takes is left out; elsewhere what cannot be used now stays, dim.
        let bindings = Keymap.bindings(in: state.contexts)
            .filter { $0.footerRank != nil && ($0.group != .overlay || $0.disabledReason(state) == nil) }
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
