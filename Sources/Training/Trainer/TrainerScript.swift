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

    /// Gives the run that is about to end the epochs the script has for it at this moment, in the same way as a command
    /// does after the end. In a journal that is obeyed they stand themselves, and a run that was stopped by hand stays so.
    ///
    /// - Returns: whether it got any.
    func extendByScript(_ ending: RunState) -> Bool {
        guard pending.isEmpty, ending != .stopped else { return false }
        return session.dueScripts().contains { index, script in
            script.assignments.contains { $0.key == "epochs" } && fire(index, script, ending: ending)
        }
    }

    /// - Returns: whether the script was obeyed.
    @discardableResult
    private func fire(_ index: Int, _ script: ScriptedIntervention, ending: RunState? = nil) -> Bool {
        session.markFired(index)
        do {
            if script.isStop {
                try stop(source: .script, commandID: 0)
                return true
            }
            let hasChanged = try intervene(script.assignments, source: .script, commandID: 0, ending: ending)
            if !hasChanged { events.append(.rejected(id: 0, reason: Self.unchanged(script.assignments))) }
            endEmptiedEpoch()
            return hasChanged
        } catch let error as TunableError {
            events.append(.rejected(id: 0, reason: error.description))
        } catch {
            events.append(.rejected(id: 0, reason: (error as? Refusal)?.reason ?? "\(error)"))
        }
        return false
    }

    /// That a script asked for what was so already: `optimizer.lr is already 0.1: nothing changed`.
    private static func unchanged(_ assignments: [Assignment]) -> String {
        assignments.map { "\($0.key) is already \($0.value)" }.joined(separator: ", ") + ": nothing changed"
    }
}
