/// What an undo took off the current branch.
struct UndoneStretch: Sendable {
    /// The journal's entry that was undone: its redo brings the stretch back.
    let entry: Int
    /// The step gone back to.
    let step: Int
    /// `nil` where nothing was known of it, or so much was undone since that it was given up.
    var ghost: Ghost?
}

extension RunHistory {
    /// Goes back to a step (undo), where what follows it becomes a ghost; or forward again (redo), where what followed
    /// the undone entry takes the place of what came after the undo.
    ///
    /// - Parameters:
    ///   - step: the step at which the run is now. Its latest steps may still have to arrive, or never arrive where they
    ///     were left before they were delivered.
    ///   - entry: the journal's entry undone or done again; 0 where there is none, which no redo brings back.
    /// - Returns: the last step that the branch left and the branch in force now have in common.
    @discardableResult
    public mutating func rewind(toStep step: Int, epoch: Int, entry: Int = 0, redo: Bool = false) -> Int {
        if redo, let index = undone.lastIndex(where: { $0.entry == entry }) {
            let stretch = undone.remove(at: index)
            bringBack(stretch, toStep: step, epoch: epoch)
            return min(stretch.step, step)
        }
        let ghost = leave(afterStep: step, epoch: epoch)
        if entry > 0, !redo { keep(UndoneStretch(entry: entry, step: step, ghost: ghost)) } else { haunt(ghost) }
        return step
    }

    /// A new intervention took effect: nothing that was undone can be done again.
    public mutating func dropRedo() {
        for stretch in undone { haunt(stretch.ghost) }
        undone.removeAll()
    }

    /// Draws the branch of a fork that was not kept dimly from now on.
    public mutating func remember(_ branch: BranchHistory) {
        guard branch.lastStep > branch.start else { return }
        haunt(branch.history.ghost(after: branch.start))
    }

    /// Forgets the ghost that the last way back left behind: what it showed will be the same again.
    public mutating func forgetNewestGhost() {
        if !left.isEmpty { left.removeLast() }
    }

    private mutating func keep(_ stretch: UndoneStretch) {
        undone.append(stretch)
        let known = undone.indices.filter { undone[$0].ghost != nil }
        if known.count > Self.redoLimit, let oldest = known.first { undone[oldest].ghost = nil }
    }

    private mutating func bringBack(_ stretch: UndoneStretch, toStep step: Int, epoch: Int) {
        haunt(leave(afterStep: stretch.step, epoch: .max))
        if let ghost = stretch.ghost {
            ghost.telemetry.append(to: &telemetry)
            ghost.training.append(to: &training)
            ghost.validation.append(to: &validation)
            epochs += ghost.epochs
            bests += ghost.bests
            telemetry.cut(toStep: step)
            cutEpochs(toStep: step, epoch: epoch)
        }
        // The next redo, too, leaves what comes from here on.
        mark(step: step)
    }

    private mutating func haunt(_ ghost: Ghost?) {
        guard let ghost else { return }
        left.append(ghost)
        if left.count > Self.ghostLimit { left.removeFirst() }
    }

    private func ghost(after step: Int) -> Ghost {
        let last = max(step + 1, lastStep, epochs.last?.step ?? 0)
        return Ghost(
            steps: step + 1...last,
            telemetry: PyramidTail(of: telemetry, after: step, limit: Self.ghostRows),
            training: PyramidTail(of: training, after: step, limit: Self.ghostRows),
            validation: PyramidTail(of: validation, after: step, limit: Self.ghostRows),
            epochs: Array(epochs.filter { $0.step > step }.suffix(Self.ghostRows)),
            bests: Array(bests.filter { $0.step > step }.suffix(Self.ghostRows)))
    }

    /// Cuts off what follows a step, and returns it; `nil` where nothing does.
    private mutating func leave(afterStep step: Int, epoch: Int) -> Ghost? {
        let ghost = step < max(lastStep, epochs.last?.step ?? 0) ? ghost(after: step) : nil
        telemetry.cut(toStep: step)
        cutEpochs(toStep: step, epoch: epoch)
        return ghost
    }

    private mutating func cutEpochs(toStep step: Int, epoch: Int) {
        training.cut(toStep: step)
        validation.cut(toStep: step)
        epochs.removeAll { $0.step > step || $0.epoch > epoch }
        bests.removeAll { $0.step > step || $0.epoch > epoch }
    }
}
