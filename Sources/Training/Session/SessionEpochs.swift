import Datasets
import Networks
import Tensors

extension TrainingSession {
    /// What the end of an epoch decided.
    package struct EpochEnd {
        let report: EpochReport
        let patienceUsed: Int
        /// Why early stopping ends the run; `nil` while it goes on.
        let stopReason: String?
        /// A plateau schedule lowered its rate.
        let hasChangedRate: Bool
    }

    var patienceAllowed: Int { earlyStopping.allowed }
    var patienceUsed: Int { earlyStopping.used }

    var evaluator: Evaluator { Evaluator(loss: loss, classWeights: classWeights) }

    /// Validates, judges progress, and lays out the next epoch.
    package func endEpoch(seconds: Double) -> EpochEnd {
        epoch += 1
        let training = totals.metrics(
            hasClasses: prepared.training.hasClasses, targetSpread: prepared.training.targetSpread)
        let validation =
            prepared.validation.count > 0 ? evaluator.evaluate(network, on: prepared.validation) : nil
        var report = EpochReport(
            epoch: epoch, step: step, training: training, validation: validation, learningRate: lastRate,
            seconds: seconds, isBest: false)
        let averages = averageAfterEpoch(validation: validation)
        report.averaged = averages.averaged
        report.ensemble = averages.ensemble
        if updates.hasLasso { report.sparsity = Sparsity(network) }
        let verdict = earlyStopping.observe(report)
        let metric = (validation ?? training).loss
        if verdict.isBest { keepBest(validationLoss: validation?.loss, metric: verdict.best) }
        order.startNextEpoch(isShuffled: plan.isShuffled)
        let before = schedule.state
        schedule.observe(metric, base: plan.baseRate, at: schedulePosition)
        totals = EpochTotals()
        return EpochEnd(
            report: report.marked(isBest: verdict.isBest), patienceUsed: earlyStopping.used, stopReason: verdict.stop,
            hasChangedRate: schedule.state != before)
    }

    /// Puts the weights into the network that the run ends with: the average where there is one, else the best where
    /// they are wanted. Stopping by hand always goes back to the best.
    func takeFinalWeights(at end: RunState) {
        if hasAverage, end != .stopped {
            loadAverage()
            updates.remeasure()
        } else if earlyStopping.rule.restoresBest(at: end) {
            restoreBest()
        }
    }

    /// The weights that results are of where the run ends so.
    func chosenWeights(at end: RunState) -> ChosenWeights {
        ChosenWeights(
            at: end, averagedMoments: hasAverage ? average?.moments ?? 0 : 0, best: best, rule: earlyStopping.rule,
            epoch: epoch, step: step)
    }

    /// The run in numbers, its final weights taken. The test split is touched here and nowhere else, under the chosen
    /// weights: where they are the best ones and the run ended with others, those are put back afterwards.
    func summary(state: RunState, seconds: Double, interventions: Int, evaluatesTest: Bool) -> RunSummary {
        let chosen = chosenWeights(at: state)
        let test = evaluatesTest && prepared.test.count > 0 ? evaluateTest(under: chosen) : nil
        var summary = RunSummary(
            preset: prepared.experiment.name, seed: seed, state: state, epochs: epoch, steps: step, seconds: seconds,
            stepsPerSecond: seconds > 0 ? Double(step) / seconds : 0, parameters: network.arena.parameterCount,
            bestEpoch: best?.epoch, bestValidationLoss: best?.validationLoss, test: test,
            interventions: interventions, weightsSHA256: fingerprint(network.arena))
        summary.bestMetric = best?.metric
        summary.testedWeights = chosen
        guard evaluatesTest else { return summary }
        if hasAverage, state != .stopped { summary.averagedMoments = average?.moments }
        summary.ensemble = ensembleReport(on: prepared.test)
        return summary
    }

    private func evaluateTest(under chosen: ChosenWeights) -> SplitMetrics {
        guard chosen.kind == .best, let best else { return evaluator.evaluate(network, on: prepared.test) }
        return apart {
            network.arena.parameters.values = best.parameters
            network.arena.statistics.values = best.statistics
            return evaluator.evaluate(network, on: prepared.test)
        }
    }

    // MARK: Script

    /// The script's entries whose moment is now and that have not fired.
    func dueScripts() -> [(Int, ScriptedIntervention)] {
        if firedScripts.count == prepared.experiment.interventions.count { return [] }
        return prepared.experiment.interventions.enumerated().filter { index, script in
            guard !firedScripts.contains(index) else { return false }
            return switch script.moment {
            case .step(let moment): step == moment
            case .epoch(let moment): epoch == moment && cursor == 0
            }
        }.map { ($0.offset, $0.element) }
    }

    func markFired(_ index: Int) { firedScripts.insert(index) }

    // MARK: Outlook

    /// Updates an epoch has, or what is left of one of `samples`.
    func updateCount(samples: Int) -> Int {
        let batches = BatchOrder.batchCount(
            samples: samples, size: plan.batchSize, last: plan.last, minimum: smallestBatch)
        return (batches + plan.accumulate - 1) / plan.accumulate
    }

    /// The schedule's rates from here to the end, at some hundred steps.
    func outlook() -> (rates: [RatePoint], reason: String?) {
        let rates = schedule.outlook(base: plan.baseRate, at: schedulePosition, step: step)
        let here = schedulePosition
        let points = rates.map { point in
            let epochs = here.epochs + Double(point.step - step) / here.stepsPerEpoch
            return RatePoint(step: point.step, rate: averagingPlan.rate(atEpoch: epochs) ?? point.rate)
        }
        return (points, schedule.unforeseen)
    }
}

extension TrainingSession {
    /// Which tensor went non-finite first, looking from the input up and then from the loss down.
    ///
    /// Only the last micro-batch is still at hand, so all of the step's run through once more, with the same draws.
    ///
    /// - Parameter start: where the step began in the epoch's order.
    func findNonFinite(_ pass: Pass, from start: BatchOrder.Position) -> NonFiniteReport {
        func report(
            _ tensor: NonFiniteReport.Tensor, _ layer: (number: Int, label: String, name: String)? = nil,
            row: Int? = nil
        )
            -> NonFiniteReport
        {
            NonFiniteReport(
                tensor: tensor, layer: layer?.number, layerLabel: layer?.label, layerName: layer?.name, step: step + 1,
                row: row)
        }
        let end = order.position
        defer { order.seek(end) }
        order.seek(start)
        var pass = pass
        for index in 0..<plan.accumulate {
            let rows = gatherNext()
            if rows == 0 { break }
            let inputs = rows * network.inputWidth
            let badInput = ck_first_non_finite(batch.features.base, inputs)
            if badInput < inputs {
                return report(.input, row: Int(batch.order[badInput / network.inputWidth]))
            }
            pass.microBatch = UInt32(truncatingIfNeeded: index)
            if let found = network.firstNonFiniteOutput(batch.features.base, rows: rows, pass: pass) {
                return report(.activation, (found.number, found.label, found.name), row: Int(batch.order[found.row]))
            }
        }
        for layer in network.weightedLayers.reversed() {
            for block in network.arena.blocks where block.layerNumber == layer.number {
                let gradients = network.arena.gradients(of: block)
                if ck_first_non_finite(gradients, block.count) < block.count {
                    return report(.gradient, (layer.number, layer.label, layer.name))
                }
            }
        }
        return report(.loss)
    }

    /// The first layer whose weights an update made non-finite.
    func weightsReport() -> NonFiniteReport {
        let bad = network.weightedLayers.first { layer in
            layer.weights.contains { block in
                ck_first_non_finite(network.arena.parameters(of: block), block.count) < block.count
            }
        }
        return NonFiniteReport(
            tensor: .weights, layer: bad?.number, layerLabel: bad?.label, layerName: bad?.name, step: step, row: nil)
    }
}
