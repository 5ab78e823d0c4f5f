import Training

/// What of a run outlives it: the end, the interventions, the best epoch.
struct RunLog {
    let description: RunDescription
    /// How many epochs the run is to make; it can be changed while it trains.
    private(set) var epochs: Int
    private(set) var state = RunState.preparing
    /// The interventions that stand, in order; those undone are taken out.
    private(set) var interventions: [JournalEntry] = []
    /// What undo took out, a group of entries for each undo, the last one last.
    private var undone: [[JournalEntry]] = []
    private(set) var lastEpoch: EpochReport?
    private(set) var best: EpochReport?
    private(set) var nonFinite: NonFiniteReport?
    private(set) var summary: RunSummary?

    init(_ description: RunDescription) {
        self.description = description
        epochs = description.epochs
    }

    /// Takes in what happened before; what was taken back counts for nothing.
    mutating func record(past events: [PastEvent]) {
        events.compactMap(\.report).forEach { record($0) }
    }

    /// Takes in one event.
    mutating func record(_ event: RunEvent) {
        switch event {
        case .state(let newState):
            state = newState
            if newState == .running { summary = nil }
        case .epoch(let report):
            lastEpoch = report
            if report.isBest { best = report }
        case .journaled(let entry):
            interventions.append(entry)
            undone.removeAll()
        case .rewound(let step, _, let id, let isRedo):
            nonFinite = nil
            summary = nil
            if isRedo { redo(id) } else { undo(id) }
            if let best, best.step > step { self.best = nil }
        case .nonFinite(let report): nonFinite = report
        case .finished(let end):
            summary = end
            state = end.state
        case .settings(let settings, _):
            if case .integer(let count)? = settings["epochs"] { epochs = count }
        case .applied, .rejected, .outlook, .patience, .rateSweep, .rateMatched, .fork, .undoMemory: break
        }
    }

    /// Takes out the entry and those after it. An entry of 0 means that the run went back without undoing any.
    private mutating func undo(_ id: Int) {
        guard let index = interventions.firstIndex(where: { $0.id == id }) else { return }
        undone.append(Array(interventions[index...]))
        interventions.removeSubrange(index...)
    }

    private mutating func redo(_ id: Int) {
        guard let group = undone.last, group.first?.id == id else { return }
        undone.removeLast()
        interventions += group
    }
}
