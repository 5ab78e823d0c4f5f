import Terminal
import Training
import Tunables

extension DashboardState {
    /// Moves and choices inside the topmost overlay; `nil` for what works everywhere alike.
    mutating func performInOverlay(_ action: KeyAction) -> [Effect]? {
        if action == .back {
            switch overlays.popLast() {
            case .rateSearch(let search) where !search.isOver: return send(.cancelFindRate)
            case .dialog(let dialog): return carryOut(dialog.escape)
            default: return []
            }
        }
        switch overlays.last {
        case .menu(let menu): return perform(action, in: menu)
        case .dialog(let dialog): return perform(action, in: dialog)
        case .editor(let editor): return action == .activate ? finish(editor) : nil
        case .prompt(let prompt):
            guard action == .activate else { return nil }
            overlays.removeLast()
            return finish(prompt)
        case .palette(let palette): return perform(action, in: palette)
        case .help(let help): return perform(action, in: help)
        case .rateSearch(let search): return perform(action, in: search)
        case nil: return nil
        }
    }

    private mutating func replaceTop(_ overlay: Overlay) -> [Effect] {
        overlays[overlays.count - 1] = overlay
        return []
    }

    private mutating func perform(_ action: KeyAction, in menu: Menu) -> [Effect]? {
        var menu = menu
        switch action {
        case .moveUp: menu.move(by: -1)
        case .moveDown: menu.move(by: 1)
        case .pageUp: menu.move(by: -8)
        case .pageDown: menu.move(by: 8)
        case .moveToStart: menu.move(by: -menu.items.count)
        case .moveToEnd: menu.move(by: menu.items.count)
        case .pick: menu.toggleSelected()
        case .activate:
            overlays.removeLast()
            return carryOut(menu.outcome)
        default: return nil
        }
        return replaceTop(.menu(menu))
    }

    private mutating func perform(_ action: KeyAction, in dialog: Dialog) -> [Effect]? {
        var dialog = dialog
        switch action {
        case .moveLeft: dialog.move(by: -1)
        case .moveRight: dialog.move(by: 1)
        case .activate:
            overlays.removeLast()
            return dialog.buttons.indices.contains(dialog.selected)
                ? carryOut(dialog.buttons[dialog.selected].outcome) : []
        default: return nil
        }
        return replaceTop(.dialog(dialog))
    }

    private mutating func perform(_ action: KeyAction, in help: HelpState) -> [Effect]? {
        var help = help
        let last = HelpOverlay(help: help, state: self, in: Rect(size)).lastScroll
        switch action {
        case .moveUp: help.scroll -= 1
        case .moveDown: help.scroll += 1
        case .pageUp: help.scroll -= 10
        case .pageDown: help.scroll += 10
        case .moveToStart: help.scroll = 0
        case .moveToEnd: help.scroll = last
        default: return nil
        }
        help.scroll = min(max(0, help.scroll), last)
        return replaceTop(.help(help))
    }

    /// Sets the value typed, or shows why it cannot be.
    private mutating func finish(_ editor: ValueEditor) -> [Effect] {
        var editor = editor
        guard let value = editor.value() else { return replaceTop(.editor(editor)) }
        overlays.removeLast()
        return assign(editor.tunable.key, value)
    }

    private mutating func perform(_ action: KeyAction, in palette: PaletteState) -> [Effect]? {
        var palette = palette
        switch action {
        case .moveUp: palette.recall(-1)
        case .moveDown: palette.recall(1)
        case .complete: palette.complete(vocabulary)
        case .activate:
            do throws(PaletteError) {
                let outcome = try PaletteParser(vocabulary).parse(palette.field.text)
                paletteHistory.remember(palette.field.text)
                overlays.removeLast()
                return carryOut(outcome)
            } catch {
                palette.error = error.description
            }
        default: return nil
        }
        return replaceTop(.palette(palette))
    }

    /// Does what was chosen.
    mutating func carryOut(_ outcome: Outcome) -> [Effect] {
        switch outcome {
        case .close: return []
        case .perform(let action):
            let binding = Keymap.bindings.first { $0.action == action }
            if let binding, let reason = binding.disabledReason(self) {
                notify("\(binding.label): \(reason)")
                return []
            }
            return perform(action)
        case .assign(let assignments, let source): return send(.set(assignments), source: source)
        case .send(let action, let source): return send(action, source: source)
        case .rewind(let number): return rewind(toNumber: number)
        case .choosePart(let key, let name, let source): return choose(part: name, at: key, source: source)
        case .quit(let mode): return [.quit(mode)]
        case .stopThenQuit:
            if run.summary != nil || run.phase.isOver { return [.quit(.stopAndQuit)] }
            isLeavingAfterStop = true
            return send(.stop)
        case .effect(let effect): return [effect]
        case .look(let change):
            look(change)
            return []
        }
    }

    private mutating func look(_ change: LookChange) {
        switch change {
        case .smoothing(let weight): chart.smoothing = weight
        case .logarithmic(let isOn): chart.isLogarithmic = isOn
        case .axis(let axis): chart.axis = axis
        case .cursor(let step):
            focus.view = .overview
            chart.inspect(step, lastStep: run.step)
        case .theme(let name):
            if options.hasColor, let theme = Theme.named(name) { options.theme = theme }
        }
    }
}
