import Terminal

extension DashboardState {
    /// The contexts whose keys work now, innermost first.
    var contexts: [KeyContext] {
        if let overlay = overlays.last { return [overlay.context, .always] }
        // Leaving the runs view must not cancel what trains beneath it.
        let canCancel = fork != nil && !journalView.isFiltering && focus.view != .runs
        return canCancel ? [.fork] + viewContexts : viewContexts
    }

    private var viewContexts: [KeyContext] {
        switch focus.view {
        case .journal: return journalView.isFiltering ? [.filter, .always] : [.journal, .global, .always]
        case .runs: return runsView.isFiltering ? [.filter, .always] : [.runs, .global, .always]
        case .overview:
            let pane: [KeyContext] = focus.pane == .controls ? [.controls] : focus.pane.isChart ? [.chart] : []
            return pane + (recording == nil ? [] : [.recorded]) + [.overview, .global, .always]
        }
    }

    /// Dispatches a key by the keymap; what it does not know goes to the text being typed.
    mutating func receive(_ key: Key) -> [Effect] {
        guard !Layout(size: size).isTooSmall || TooSmallNotice(state: self).takes(key) else { return [] }
        if case .dialog(let dialog)? = overlays.last, case .character(let letter) = key,
            let button = dialog.buttons.first(where: { $0.hotkey == letter || $0.alias == letter })
        {
            overlays.removeLast()
            return carryOut(button.outcome)
        }
        guard let binding = Keymap.binding(for: key, in: contexts) else {
            return type(key)
        }
        if let reason = binding.disabledReason(self) {
            if binding.action != .back { notify("\(binding.keysText) \(binding.label): \(reason)") }
            return []
        }
        return perform(binding.action)
    }

    /// A key for the text that is being typed, if any.
    mutating func type(_ key: Key) -> [Effect] {
        switch overlays.last {
        case .editor(var editor):
            if editor.field.receive(key) { editor.error = nil }
            overlays[overlays.count - 1] = .editor(editor)
        case .palette(var palette):
            palette.type(key)
            overlays[overlays.count - 1] = .palette(palette)
        case .prompt(var prompt):
            _ = prompt.field.receive(key)
            overlays[overlays.count - 1] = .prompt(prompt)
        case nil where focus.view == .journal && journalView.isFiltering: journalView.type(key)
        case nil where focus.view == .runs && runsView.isFiltering:
            runsView.type(key)
            return askForCurves()
        default: break
        }
        return []
    }
}
