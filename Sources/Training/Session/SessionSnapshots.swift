import Optimization
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
            epoch: epoch, position: order.position, epochTotals: totals, schedule: schedule.state,
            earlyStopping: earlyStopping,
            best: best, average: average?.state, ensemble: ensemble)
    }

    /// Puts the session back into a captured state; the next step is then the one that followed it.
    func restore(_ state: SessionState) {
        settings = state.settings
        step = state.step
        epoch = state.epoch
        totals = state.epochTotals
        order.seek(state.position)
        // The parts are chosen anew before they are configured: another optimizer or schedule may have been in force.
        updates.selectOptimizer(settings)
        schedule = Schedules.active(settings, at: schedulePosition)
        configure()
        schedule.state = state.schedule
        updates.slots.values = state.slots
        updates.optimizer.scalars = state.optimizerScalars
        updates.optimizerSteps = state.optimizerSteps
        network.arena.parameters.values = state.parameters
        network.arena.statistics.values = state.statistics
        updates.remeasure()
        recentUpdates.removeAll()
        firedScripts = state.firedScripts
        earlyStopping = state.earlyStopping
        best = state.best
        if let saved = state.average { average?.state = saved }
        ensemble = state.ensemble
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
