import Networks
import Optimization
import Tensors
import Tunables

extension TrainingSession {
    /// Everything the continuation depends on, copied.
    ///
    /// - Complexity: O(parameters · (1 + slots)).
    package func capture() -> SessionState {
        SessionState(
            parameters: network.arena.parameters.values, statistics: network.arena.statistics.values,
            slots: updates.slots.values, optimizerScalars: updates.optimizer.scalars,
            optimizerSteps: updates.optimizerSteps, settings: settings, firedScripts: firedScripts, step: step,
            epoch: epoch, position: order.position, epochTotals: totals, schedule: schedule.state,
            earlyStopping: earlyStopping,
            best: best, average: average?.state, ensemble: ensemble)
    }

    /// Puts the session back into a captured state; the next step is then the one that followed it.
    package func restore(_ state: SessionState) {
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

    /// Why a state read from elsewhere cannot be this run's; `nil` where it can be restored.
    package func mismatch(_ state: SessionState) -> String? {
        func differs(_ what: String, _ found: Int, _ expected: Int) -> String? {
            found == expected ? nil : "it has \(found) \(what), the run \(expected)"
        }
        let arena = network.arena
        let best =
            state.best
            ?? BestWeights(
                epoch: 0, step: 0, validationLoss: nil, parameters: state.parameters,
                statistics: state.statistics)
        if let found = differs("parameters", state.parameters.count, arena.parameters.count)
            ?? differs("running statistics", state.statistics.count, arena.statistics.count)
            ?? differs("best parameters", best.parameters.count, arena.parameters.count)
            ?? differs("best statistics", best.statistics.count, arena.statistics.count)
        {
            return found
        }
        let isAverageWhole = state.average.map { [0, arena.parameters.count].contains($0.sums.count) } ?? true
        guard isAverageWhole, state.ensemble.allSatisfy({ $0.hasSize(of: arena) }) else {
            return "its averages have another size"
        }
        if let fault = misfit(state.settings) { return fault }
        let slotCount = type(of: Optimizers.optimizer(state.settings)).slotCount
        if state.slots.count != slotCount * arena.parameters.count { return "its optimizer's memory has another size" }
        let isInPlace =
            state.step >= 0 && state.epoch >= 0 && state.optimizerSteps >= 0 && state.position.epoch >= 0
            && (0...order.count).contains(state.position.sample)
        return isInPlace ? nil : "it stands outside of the run's data"
    }

    /// Why settings cannot be those of this run: nothing allows them, or they are of another network.
    private func misfit(_ settings: Settings) -> String? {
        let experiment = prepared.experiment
        if let problem = SettingsFit.problems(settings, layerCount: experiment.layerCount).first {
            return "its settings are none: \(problem.message)"
        }
        let other = ExperimentSchema.tunables(for: experiment.settings, layerCount: experiment.layerCount).first {
            let isOfNetwork = $0.key.hasPrefix("layers.") || $0.key.hasPrefix("loss.")
            return isOfNetwork && $0.change == .restart && settings[$0.key] != experiment.settings[$0.key]
        }
        return other.map { "its '\($0.key)' is another" }
    }

    /// How the flat lists of a state are cut into tensors with names.
    package var tensorLayout: TensorLayout {
        TensorLayout(
            parameters: network.namedBlocks.map { name, block in
                TensorLayout.Place(
                    name: name, offset: block.offset,
                    shape: block.kind == .weight ? [block.rows, block.columns] : [block.count])
            }, parameterCount: network.arena.parameters.count,
            statistics: network.namedStatistics.map { name, range in
                TensorLayout.Place(name: name, offset: range.lowerBound, shape: [range.count])
            }, statisticsCount: network.arena.statistics.count)
    }

    /// Keeps the current weights as the best so far.
    func keepBest(validationLoss: Double?, metric: BestMetric?) {
        best = BestWeights(
            epoch: epoch, step: step, validationLoss: validationLoss, metric: metric,
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

extension EnsembleMember {
    fileprivate func hasSize(of arena: ParameterArena) -> Bool {
        parameters.count == arena.parameters.count && statistics.count == arena.statistics.count
    }
}
