import Training
import Tunables

extension DashboardState {
    /// Opens what a choice offers.
    mutating func openChoices(_ key: String) {
        guard let tunable = run.tunable(key), case .choice(let names) = tunable.kind else { return }
        overlays.append(
            .menu(
                .choices(
                    of: tunable, names: names, current: coming(key), parts: run.description.parts[key] ?? [])))
    }

    /// Turns a switch.
    mutating func toggle(_ key: String) -> [Effect] {
        guard case .toggle(let isOn)? = coming(key) else { return [] }
        return assign(key, .toggle(!isOn))
    }

    /// Dropout on or off; says so where no layer has a rate, since then it changes nothing.
    mutating func toggleDropout() -> [Effect] {
        let effects = toggle("dropout.enabled")
        if run.value("dropout.rate") == .real(0) {
            notify("every dropout rate is 0: give one with :dropout.rate 0.2")
        }
        return effects
    }

    /// Raises or lowers the selected control.
    mutating func nudge(_ direction: Nudge.Direction, isFine: Bool) -> [Effect] {
        guard let tunable = selectedControl, var value = coming(tunable.key) else { return [] }
        // Where layers differ, all follow the greatest.
        if case .list(let values) = value, case .real = tunable.kind, let most = values.compactMap(\.number).max() {
            value = .real(most)
        }
        guard let next = Nudge.neighbor(of: value, tunable, direction, isFine: isFine) else {
            notify("\(ControlOrder.label(tunable.key)) is at its \(direction == .up ? "upper" : "lower") end")
            return []
        }
        return assign(tunable.key, next)
    }

    /// Changes the selected control the way its kind asks for: at once, by a menu, by typing.
    mutating func changeSelectedControl() -> [Effect] {
        guard let tunable = selectedControl else { return [] }
        if let reason = reasonNotToSet(tunable.key) {
            notify("\(ControlOrder.label(tunable.key)): \(reason)")
            return []
        }
        switch tunable.kind {
        case .toggle: return tunable.key == "dropout.enabled" ? toggleDropout() : toggle(tunable.key)
        case .choice: openChoices(tunable.key)
        case .choices(let names):
            overlays.append(.menu(.several(of: tunable, names: names, current: coming(tunable.key))))
        case .real, .integer, .text, .reals:
            overlays.append(.editor(ValueEditor(tunable, current: coming(tunable.key))))
        }
        return []
    }

    /// A part was chosen: a switch to another optimizer asks whose learning rate is to hold.
    mutating func choose(part name: String, at choiceKey: String, source: CommandSource) -> [Effect] {
        let rateKey = choiceKey.hasSuffix(".name") ? choiceKey.dropLast(5) + ".lr" : ""
        guard coming(choiceKey) != .word(name), let current = coming(rateKey),
            let part = run.description.parts[choiceKey]?.first(where: { $0.name == name })
        else { return assign(choiceKey, .word(name), source: source) }
        if let menu = Menu.learningRate(
            for: part, choiceKey: choiceKey, rateKey: rateKey, current: current, source: source)
        {
            overlays.append(.menu(menu))
            return send(.matchRate(optimizer: name), source: source)
        }
        return send(.set([Assignment(choiceKey, .word(name)), Assignment(rateKey, current)]), source: source)
    }
}
