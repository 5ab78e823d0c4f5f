import Terminal
import Training

extension Keymap {
    /// Forking and rewinding.
    static let timeTravel: [Binding] = [
        Binding(
            [.character("F")], .fork, in: [.global], .run, "fork",
            "fork here: train on with and without the last intervention, both drawn, then keep one", footer: 7,
            unless: { $0.reasonNotToFork }),
        Binding(
            [.escape], .cancelFork, in: [.fork], .run, "cancel fork",
            "while a fork trains: cancel it, back to before it", footer: 0),
        Binding(
            [.character("w")], .rewind, in: [.journal], .run, "rewind",
            "in the journal: back to just before the selected intervention, later ones undone with it", footer: 2,
            unless: { $0.reasonNotToRewind }),
    ]
}

extension DashboardState {
    var reasonNotToFork: String? {
        if let reason = reasonOnlyToWatch { return reason }
        switch run.phase {
        case .preparing, .evaluating: return "the run is being \(run.phase == .preparing ? "prepared" : "evaluated")"
        case .diverged: return "the weights are not finite: undo first (u)"
        default: return journal.canUndo ? nil : reasonOfNoIntervention
        }
    }

    /// Why nothing else can be asked of the run meanwhile; `nil` without a fork.
    var reasonOfFork: String? { fork == nil ? nil : "a fork is under way (esc cancels it)" }

    var reasonNotToRewind: String? {
        if let reason = reasonOnlyToWatch { return reason }
        guard let item = selectedIntervention else {
            return journal.items.isEmpty ? reasonOfNoIntervention : "select an intervention"
        }
        guard item.isUndone else { return reasonNotToUndo }
        return journal.redoable.contains(item.number)
            ? "it is undone: U redoes" : "it is undone, on a branch that was left"
    }

    /// The intervention that the journal's selected line tells of.
    private var selectedIntervention: WatchedJournal.Item? {
        let lines = filteredJournal
        let selected = selectedLine(of: lines)
        guard lines.indices.contains(selected), let number = lines[selected].number else { return nil }
        return journal.items.first { $0.number == number }
    }

    /// Back to just before the selected intervention.
    mutating func rewindToSelected(source: CommandSource = .key) -> [Effect] {
        rewind(toBefore: selectedIntervention, source: source)
    }

    /// Back to just before an intervention, by its number on the time axes.
    mutating func rewind(toNumber number: Int) -> [Effect] {
        guard let item = journal.items.first(where: { $0.number == number }) else {
            notify("rewind: there is no intervention \(number)")
            return []
        }
        return rewind(toBefore: item, source: .palette)
    }

    private mutating func rewind(toBefore item: WatchedJournal.Item?, source: CommandSource) -> [Effect] {
        guard let entry = item?.entries.first?.id else { return [] }
        return send(.rewind(toBefore: entry), source: source)
    }
}
