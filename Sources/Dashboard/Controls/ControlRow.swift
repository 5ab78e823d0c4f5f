import Tunables

/// One tunable as a row of the controls.
struct ControlRow: Sendable, Hashable {
    let label: String
    let valueText: String
    /// The value requested and not answered yet.
    let pendingText: String?
    /// What belongs to it: the settings of the part chosen.
    let detail: String?
    let help: String
    /// Where it stands on its scale, 0…1.
    let position: Double?
    /// The key that changes it from anywhere.
    let keys: String
    /// What changes it while it is selected.
    let hint: String
}

extension DashboardState {
    /// The rows of the controls.
    var controlRows: [ControlRow] { controls.tunables.map(controlRow) }

    private func controlRow(_ tunable: Tunable) -> ControlRow {
        let value = run.value(tunable.key)
        let pending = commands.pending(tunable.key)
        return ControlRow(
            label: ControlOrder.label(tunable.key),
            valueText: value.map { text(of: $0, tunable) } ?? "-",
            pendingText: pending.map { text(of: $0, tunable) },
            detail: detail(of: tunable),
            help: tunable.help,
            position: (pending ?? value).flatMap(tunable.position),
            keys: Self.shortcuts[tunable.key] ?? "",
            hint: hint(for: tunable))
    }

    private func text(of value: Value, _ tunable: Tunable) -> String {
        if case .toggle(let isOn) = value { return isOn ? "[on]" : "[off]" }
        guard let unit = tunable.unit, value.number != nil else { return JournalWords.text(value) }
        return "\(JournalWords.text(value)) \(unit)"
    }

    /// The live settings that hang on a choice or a switch: `beta1 0.9, beta2 0.999`.
    private func detail(of tunable: Tunable) -> String? {
        let ending = [".name", ".enabled"].first { tunable.key.hasSuffix($0) }
        guard let ending else { return nil }
        let family = tunable.key.dropLast(ending.count) + "."
        let members = controls.tunables.filter { $0.key != tunable.key && $0.key.hasPrefix(family) }
        let shown = members.filter { $0.key != "optimizer.lr" }.prefix(3).compactMap { member in
            run.value(member.key).map { "\(member.key.lastPart) \(JournalWords.text($0))" }
        }
        return shown.isEmpty ? nil : shown.joined(separator: ", ")
    }

    private func hint(for tunable: Tunable) -> String {
        switch tunable.kind {
        case .real, .integer: "+ - Enter"
        case .toggle, .choice, .choices: "Enter"
        case .text, .reals: "Enter"
        }
    }

    private static let shortcuts: [String: String] = {
        let actions: [(KeyAction, String)] = [
            (.chooseOptimizer, "optimizer.name"), (.chooseSchedule, "schedule.name"), (.chooseClipping, "clip.name"),
            (.toggleDropout, "dropout.enabled"), (.toggleEarlyStopping, "early_stopping.enabled"),
        ]
        return Dictionary(
            uniqueKeysWithValues: actions.map { action, key in
                (key, Keymap.bindings.first { $0.action == action }?.keysText ?? "")
            })
    }()
}
