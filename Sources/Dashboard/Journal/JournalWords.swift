import Training
import Tunables

/// How interventions are told: in the journal, in toasts, on marks.
enum JournalWords {
    /// `lr 0.1 → 0.01`, several keys joined by commas; a run of entries from its first value to its last.
    static func change(of entries: [JournalEntry]) -> String {
        guard let first = entries.first, let last = entries.last else { return "" }
        return last.assignments.enumerated().map { index, assignment in
            let previous = first.previous.indices.contains(index) ? first.previous[index] : nil
            return change(assignment, from: previous)
        }.joined(separator: ", ")
    }

    /// The change with the rate that it comes to, where a schedule stands between: `base lr 0.1 → 0.01; in force 9.8e-6
    /// under step`.
    ///
    /// - Parameter moment: said of the change, before the rate: `: applied at step 1,234`.
    static func effect(of entries: [JournalEntry], moment: String = "") -> String {
        let changes = change(of: entries) + moment
        guard let before = entries.first?.rates?.before, let last = entries.last, let after = last.rates?.after else {
            return changes
        }
        let isBase = last.assignments.first?.key == "optimizer.lr"
        return (isBase ? "base " : "") + changes + "; "
            + RateChange(before: before, after: after).words { ChartNumber.rate($0) }
    }

    /// One key's change.
    static func change(_ assignment: Assignment, from previous: Value?) -> String {
        let name = shortName(assignment.key)
        // Verbs stand in the journal as a key of their own.
        if name == "stop" { return "stop" }
        guard let previous, previous != assignment.value else { return "\(name) \(text(assignment.value))" }
        return "\(name) \(text(previous)) → \(text(assignment.value))"
    }

    /// The key without what everybody knows: `optimizer.lr` is `lr`, `optimizer.name` is `optimizer`.
    static func shortName(_ key: String) -> String {
        if key == "optimizer.lr" { return "lr" }
        for ending in [".name", ".enabled", ".rate"] where key.hasSuffix(ending) {
            return String(key.dropLast(ending.count))
        }
        return key
    }

    /// What was found, and what helps: `alarm: Vanishing gradient …; try: init he_normal`.
    static func finding(_ severity: String, _ message: String, advice: [String]) -> String {
        "\(severity): \(message)" + (advice.isEmpty ? "" : "; try: " + advice.joined(separator: ", "))
    }

    /// What a checkpoint is kept for: `latest state, 12 epochs done`.
    static func checkpoint(_ note: CheckpointNote) -> String {
        let done = note.epoch == 1 ? "1 epoch done" : "\(note.epoch) epochs done"
        return switch note.purpose {
        case .latest: "latest state, \(done)"
        case .best: "best state, \(done)"
        }
    }

    /// A value for people.
    static func text(_ value: Value) -> String {
        switch value {
        case .real(let number): NumberText.setting(number)
        case .integer(let number): String(number)
        case .toggle(let isOn): isOn ? "on" : "off"
        case .word(let word): word
        case .list(let values): "[" + values.map(text).joined(separator: ", ") + "]"
        }
    }

    /// Who asked, unless it was a key.
    static func origin(_ source: CommandSource) -> String {
        switch source {
        case .key, .palette: ""
        case .script: " (script)"
        case .remedy: " (remedy)"
        }
    }

    /// A verb of a run's life, as toasts name it.
    static func verb(_ action: Command.Action) -> String {
        switch action {
        case .set(let assignments): assignments.map { change($0, from: nil) }.joined(separator: ", ")
        case .pause: "pause"
        case .resume: "resume"
        case .step: "one step"
        case .finishEpoch: "one epoch"
        case .stop: "stop, restore the best weights"
        case .undo: "undo"
        case .redo: "redo"
        case .rewind: "rewind"
        case .fork: "fork"
        case .keepFork(let keepsIntervention): "keep the branch \(keepsIntervention ? "with" : "without") it"
        case .cancelFork: "cancel the fork"
        case .findRate: "learning-rate range test"
        case .cancelFindRate: "cancel the range test"
        case .matchRate(let optimizer): "measure the updates of \(optimizer)"
        case .quit: "quit"
        }
    }
}
