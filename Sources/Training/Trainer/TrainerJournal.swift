import Tunables

/// Doing again what a journal says: after an interruption, and in a replay.
extension TrainerLoop {
    /// Commands that can be obeyed now. While a journal is obeyed they wait, but for the one that leaves.
    func takeCommands() -> [Command] {
        let arrived = inbox.takeAll()
        guard !pending.isEmpty else { return arrived }
        postponed += arrived.filter { $0.action != .quit }
        return arrived.filter { $0.action == .quit }
    }

    /// Obeys the journal's entries whose step has come. What the script would do now stands there as well, or was undone.
    func obeyJournal() {
        for (index, _) in session.dueScripts() { session.markFired(index) }
        while let entry = pending.first, entry.step <= session.step {
            pending.removeFirst()
            do {
                try obey(entry)
                endEmptiedEpoch()
            } catch {
                let reason = (error as? TunableError)?.description ?? (error as? Refusal)?.reason ?? "\(error)"
                events.append(.rejected(id: 0, reason: "entry \(entry.id) of the journal: \(reason)"))
            }
        }
        if pending.isEmpty { obeyPostponed() }
    }

    /// Whether the journal says that more epochs follow here: then this end is none.
    var journalGoesOn: Bool {
        pending.first.map { entry in
            entry.step <= session.step && entry.assignments.contains { $0.key == "epochs" }
        } ?? false
    }

    /// Gives up entries whose step will not come: the run has ended before.
    func abandonJournal() {
        pending = []
        obeyPostponed()
    }

    private func obey(_ entry: JournalEntry) throws {
        guard entry.assignments.map(\.key) == ["stop"] else {
            try intervene(entry.assignments, source: entry.source, commandID: entry.commandID, recorded: entry)
            return
        }
        let head = journal.head
        undo.record(
            UndoHistory.Point(entries: entry.id...entry.id, before: session.capture(), headBefore: head))
        journal.move(to: entry.id)
        events.append(.journaled(entry))
        finish(.stopped)
    }

    private func obeyPostponed() {
        let waiting = postponed
        postponed = []
        for command in waiting where !hasQuit { handle(command) }
    }

    /// Ends a run again that had ended when its snapshot was taken, or was about to: the final weights follow from the
    /// state.
    func endAgain(_ phase: RunState) {
        if phase.isOver {
            finish(phase)
        } else if session.epoch >= session.epochs {
            end(as: .finished)
        }
    }
}
