extension UndoHistory {
    /// Takes up the interventions of a run that goes on in another process, from the first whose state is still there.
    ///
    /// - Parameters:
    ///   - branch: the interventions in force, from the first.
    ///   - snapshots: states just before some of them, with the journal of that moment.
    mutating func restore(_ branch: [JournalEntry], from snapshots: [RunSnapshot]) {
        let before = Dictionary(snapshots.map { ($0.journal.head, $0) }) { $1 }
        var previous: JournalEntry?
        for entry in branch {
            defer { previous = entry }
            if let snapshot = before[entry.parent], snapshot.state.step == entry.step {
                let phase = snapshot.phase
                record(
                    Point(
                        entries: entry.id...entry.id, before: snapshot.state, headBefore: entry.parent,
                        ended: phase.isOver ? phase : nil))
            } else if canUndo, let previous, entry.repeats(previous) {
                extendNewest(through: entry.id)
            } else if canUndo {
                record(Point(thinned: entry))
            }
        }
    }
}

extension JournalEntry {
    /// Whether it goes on with what was nudged before: such entries have one state, that before the first.
    fileprivate func repeats(_ previous: JournalEntry) -> Bool {
        source == .key && previous.source == .key && assignments.count == 1 && previous.assignments.count == 1
            && assignments[0].key == previous.assignments[0].key
    }
}
