import Tensors

extension TrainingSession {
    /// Everything the continuation depends on, copied.
    ///
    /// - Complexity: O(parameters · (1 + slots)).
    func capture() -> SessionState {
        SessionState(
            parameters: network.arena.parameters.values, statistics: network.arena.statistics.values,
            slots: updates.slots.values, optimizerScalars: updates.optimizer.scalars,
            optimizerSteps: updates.optimizerSteps, settings: settings, firedScripts: firedScripts, step: step,
            epoch: epoch, position: order.position, epochTotals: totals, schedule: schedule, earlyStopping: earlyStopping,
            best: best)
    }

    /// Puts the session back into a captured state; the next step is then the one that followed it.
    func restore(_ state: SessionState) {
        settings = state.settings
        configure()
        updates.selectOptimizer(state.settings)
        updates.slots.values = state.slots
        updates.optimizer.scalars = state.optimizerScalars
        updates.optimizerSteps = state.optimizerSteps
        network.arena.parameters.values = state.parameters
        network.arena.statistics.values = state.statistics
        updates.remeasure()
        firedScripts = state.firedScripts
        step = state.step
        epoch = state.epoch
        totals = state.epochTotals
        schedule = state.schedule
        earlyStopping = state.earlyStopping
        best = state.best
        order.seek(state.position)
    }

    /// Keeps the current weights as the best so far.
    func keepBest(metric: Double, validationLoss: Double?) {
        best = BestWeights(
            epoch: epoch, step: step, metric: metric, validationLoss: validationLoss,
            parameters: network.arena.parameters.values, statistics: network.arena.statistics.values)
    }

    /// Goes back to the best weights; optimizer and counters stay.
    func restoreBest() {
        guard let best else { return }
        network.arena.parameters.values = best.parameters
        network.arena.statistics.values = best.statistics
        updates.remeasure()
    }
}
