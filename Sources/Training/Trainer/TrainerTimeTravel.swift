import Tunables

/// Undo, redo and rewinding: the run along its own past.
extension TrainerLoop {
    static let forgottenReason =
        "the states before earlier interventions are gone: only the latest are kept where a run was left"

    /// Why one cannot go back to just before an intervention, and how far one can.
    func thinnedReason(_ point: UndoHistory.Point) -> String {
        let budget = undo.budget >> 20
        let lost = "the state before step \(point.step)'s intervention was thinned away to stay within \(budget) MB"
        guard let nearest = undo.points.last(where: { $0.before != nil && $0.step <= point.step }) else {
            return lost + "; nothing older is left (more: undo_budget)"
        }
        return lost
            + "; the nearest one left is that before step \(nearest.step)'s: rewind (w in the journal) goes there"
    }

    func undoLast() throws {
        guard let point = undo.points.last else {
            if state == .diverged { return try goBackToLastGood() }
            throw Refusal(journal.head == nil ? "nothing to undo: there was no intervention yet" : Self.forgottenReason)
        }
        try goBack(toPoint: undo.points.count - 1, point)
    }

    /// Undoes an intervention of the current branch and all later ones at once.
    func rewind(toBefore entry: Int) throws {
        guard let index = undo.points.firstIndex(where: { $0.entries.contains(entry) }) else {
            let isOnBranch = journal.branch.contains { $0.id == entry }
            throw Refusal(isOnBranch ? Self.forgottenReason : "that intervention is not on the current branch")
        }
        try goBack(toPoint: index, undo.points[index])
    }

    private func goBack(toPoint index: Int, _ point: UndoHistory.Point) throws {
        guard let target = point.before else { throw Refusal(thinnedReason(point)) }
        // A run that is over holds its final weights; redo goes back to where training stood.
        let current = (state.isOver ? trained : nil) ?? session.capture()
        let taken = undo.pop(downTo: index, current: current, ended: ended, head: journal.head)
        travel(to: target, head: point.headBefore)
        for undone in taken {
            leaveSteps(to: (undone.step, undone.epoch), entry: undone.entries.lowerBound, redo: false)
        }
        if point.ended != .diverged { lastGood = target }
        arrive(ended: point.ended)
    }

    func redoLast() throws {
        let undone = undo.popForRedo()
        guard let last = undone.last, let target = last.after else { throw Refusal("nothing to redo") }
        travel(to: target, head: last.headAfter)
        for redone in undone {
            leaveSteps(
                to: (redone.step, redone.epoch), entry: redone.point.entries.lowerBound, redo: true,
                from: (redone.point.step, redone.point.epoch))
        }
        if last.ended != .diverged { lastGood = target }
        arrive(ended: last.ended)
        // A fork's branch stops where the script's next change is due.
        fireScripts()
    }

    /// Puts the run into another state. What was undone of the script stays suppressed.
    private func travel(to target: SessionState, head: Int?) {
        let fired = session.firedScripts
        session.restore(target)
        session.firedScripts.formUnion(fired)
        journal.move(to: head)
    }

    /// A divergence that no intervention brought about.
    private func goBackToLastGood() throws {
        travel(to: lastGood, head: journal.head)
        leaveSteps(to: (session.step, session.epoch), entry: 0, redo: false)
        arrive(ended: nil)
    }

    /// Tells that the run left its branch: what it has reported beyond that step is no longer its past.
    ///
    /// - Parameter parting: where the branch that is left parts from the one that redo goes forward on.
    func leaveSteps(
        to place: (step: Int, epoch: Int), entry: Int, redo: Bool, from parting: (step: Int, epoch: Int)? = nil
    ) {
        lastNudge = nil
        summary = nil
        let common = parting ?? place
        steps.dropSteps(after: common.step)
        outbox.dropSteps(after: common.step)
        dropBest(after: common.step, epoch: common.epoch)
        events.append(.rewound(toStep: place.step, epoch: place.epoch, entry: entry, redo: redo))
    }

    /// Tells where the run stands now, and takes up the phase of that state.
    ///
    /// - Parameter ended: how the run had ended in that state, or that it had diverged.
    private func arrive(ended: RunState?) {
        tellSettings()
        let isOver = ended?.isOver ?? false
        keep(.rewound, phase: isOver ? ended ?? .running : .running)
        switch ended {
        case .diverged?: divergeAgain()
        case let ended?: end(as: ended)
        case nil:
            if state == .diverged { enter(.paused) }
            if state.isOver { enter(.running) }
        }
    }

    /// Takes the budget from the settings, and tells how far undo reaches where that has changed.
    func tellUndoMemory() {
        if undo.budget != session.plan.undoBudget { undo.budget = session.plan.undoBudget }
        guard undo.memory != toldUndoMemory else { return }
        toldUndoMemory = undo.memory
        events.append(.undoMemory(undo.memory))
    }
}
