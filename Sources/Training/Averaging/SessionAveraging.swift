import Networks
import Optimization
import Tensors

extension TrainingSession {
    /// Where averaging and collecting stand after an epoch.
    struct AveragingReports {
        var averaged: SplitMetrics?
        var ensemble: EnsembleReport?
    }

    /// After an update: a moment of the average, where steps are counted.
    @inline(__always)
    func averageAfterStep() {
        guard averagingPlan.isAveraging, averagingPlan.isPerStep, Double(epoch) >= averagingPlan.start else { return }
        average?.pass(network.arena.parameters, every: averagingPlan.every)
    }

    /// After an epoch: takes what is due and evaluates it beside the weights as they are.
    func averageAfterEpoch(validation: SplitMetrics?) -> AveragingReports {
        var reports = AveragingReports()
        if averagingPlan.isAveraging {
            if !averagingPlan.isPerStep, Double(epoch) > averagingPlan.start {
                average?.pass(network.arena.parameters, every: averagingPlan.every)
            }
            if prepared.validation.count > 0, hasAverage {
                reports.averaged = apart {
                    loadAverage()
                    return evaluator.evaluate(network, on: prepared.validation)
                }
            }
        }
        if averagingPlan.isCollecting, isMemberDue {
            ensemble.append(
                EnsembleMember(
                    epoch: epoch, validation: validation, parameters: network.arena.parameters.values,
                    statistics: network.arena.statistics.values))
            dropOldMembers()
            reports.ensemble = ensembleReport(on: prepared.validation)
        }
        return reports
    }

    /// Whether there is an average to end with.
    var hasAverage: Bool { averagingPlan.isAveraging && (average?.moments ?? 0) > 0 }

    /// Puts the averaged weights into the network, with statistics of their own.
    func loadAverage() {
        guard let average, hasAverage else { return }
        network.arena.parameters.values = average.mean
        StatisticsEstimate.run(network, on: prepared.training)
    }

    /// The averaged weights with statistics of their own; `nil` where there is no average.
    var averagedWeights: NetworkWeights? {
        guard hasAverage else { return nil }
        return apart {
            loadAverage()
            return NetworkWeights(
                parameters: network.arena.parameters.values, statistics: network.arena.statistics.values)
        }
    }

    /// How the members' mean prediction does on a split; `nil` without members or samples.
    func ensembleReport(on table: SampleTable) -> EnsembleReport? {
        guard !ensemble.isEmpty, table.count > 0 else { return nil }
        let best = ensemble.indices.min {
            (ensemble[$0].validation?.loss ?? .infinity) < (ensemble[$1].validation?.loss ?? .infinity)
        }
        return apart {
            let metrics = evaluator.evaluate(network, members: ensemble.count, on: table) { load(ensemble[$0]) }
            var report = EnsembleReport(members: ensemble.count, metrics: metrics)
            if let best {
                load(ensemble[best])
                report.bestMember = evaluator.evaluate(network, on: table)
                report.bestEpoch = ensemble[best].epoch
            }
            return report
        }
    }

    /// Brings what averages in line with the settings: memory where it was switched on, none where it is off.
    func configureAveraging() {
        averagingPlan = AveragingPlan(settings, epochs: plan.epochs)
        if averagingPlan.isAveraging, average == nil {
            average = WeightAverage(count: network.arena.parameters.count)
        } else if !averagingPlan.isAveraging {
            average = nil
        }
        if !averagingPlan.isCollecting { ensemble = [] }
        dropOldMembers()
    }

    private func dropOldMembers() { ensemble.removeFirst(max(0, ensemble.count - averagingPlan.members)) }

    /// Whether the epoch just completed ends a cycle; without cycles, every so many epochs.
    private var isMemberDue: Bool {
        var now = schedulePosition
        now.epochs = Double(epoch)
        var before = now
        before.epochs -= 1
        guard let completed = schedule.completedCycles(at: now) else {
            return epoch % averagingPlan.memberInterval == 0
        }
        return completed > (schedule.completedCycles(at: before) ?? 0)
    }

    private func load(_ member: EnsembleMember) {
        network.arena.parameters.values = member.parameters
        network.arena.statistics.values = member.statistics
    }

    /// Does something with other weights in the network, and puts back those of the run.
    func apart<Result>(_ body: () -> Result) -> Result {
        let parameters = network.arena.parameters.values
        let statistics = network.arena.statistics.values
        let result = body()
        network.arena.parameters.values = parameters
        network.arena.statistics.values = statistics
        return result
    }
}
