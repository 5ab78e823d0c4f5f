import Tunables

/// What the preset's script does to the run.
extension TrainerLoop {
    /// Obeys the script where its moment has come. What was undone stays suppressed.
    func fireScripts() {
        guard pending.isEmpty else { return obeyJournal() }
        guard state != .diverged else { return }
        // One after the other: an intervention can end the epoch, and the run with it.
        while !state.isOver, let (index, script) = session.dueScripts().first { fire(index, script) }
    }

    private func fire(_ index: Int, _ script: ScriptedIntervention) {
        session.markFired(index)
        do {
            try intervene(script.assignments, source: .script, commandID: 0)
            endEmptiedEpoch()
        } catch let error as TunableError {
            events.append(.rejected(id: 0, reason: error.description))
        } catch {
            events.append(.rejected(id: 0, reason: (error as? Refusal)?.reason ?? "\(error)"))
        }
    }
}
