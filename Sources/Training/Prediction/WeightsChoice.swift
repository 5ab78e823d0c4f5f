import Networks
import Optimization

/// Which of a run's weights are to be used.
public enum WeightsChoice: String, Sendable, Hashable, CaseIterable {
    /// By the one rule of all results: see ``ChosenWeights``.
    case chosen
    /// Those of the epoch that was best by the monitored metric.
    case best
    /// Those of the snapshot as it is.
    case last
    /// The mean of late weights.
    case average
    /// The mean prediction of the networks that a snapshot ensemble collected.
    case ensemble
}

/// Weights that were found, and what they are.
public struct FoundWeights: Sendable {
    public let kind: ChosenWeights
    /// Of each network whose predictions are averaged; one but for an ensemble.
    public let members: [NetworkWeights]

    /// Takes the weights out of a snapshot.
    ///
    /// - Parameter estimate: running statistics for averaged weights whose snapshot has none; `nil` where they cannot be
    ///   had.
    /// - Throws: ``ExperimentErrors`` where the run has no such weights.
    init(
        _ choice: WeightsChoice, in snapshot: RunSnapshot,
        estimate: ([Float]) -> [Float]? = { _ in nil }
    ) throws(ExperimentErrors) {
        let state = snapshot.state
        switch choice {
        case .chosen:
            let rule: WeightsChoice =
                switch state.chosenWeights(at: snapshot.phase).kind {
                case .average: .average
                case .best: .best
                case .last: .last
                case .ensemble: .ensemble
                }
            self = try FoundWeights(rule, in: snapshot, estimate: estimate)
        case .best:
            guard let best = state.best else { throw Self.missing("no epoch is complete: there are no best weights") }
            kind = ChosenWeights(.best, epoch: best.epoch, step: best.step)
            members = [NetworkWeights(parameters: best.parameters, statistics: best.statistics)]
        case .last:
            kind = state.lastWeights
            members = [NetworkWeights(parameters: state.parameters, statistics: state.statistics)]
        case .average:
            kind = ChosenWeights(.average, epoch: state.epoch, step: state.step)
            members = [try Self.average(snapshot, estimate: estimate)]
        case .ensemble:
            guard !state.ensemble.isEmpty else {
                throw Self.missing(
                    "the run has collected no networks for an ensemble (snapshot_ensemble.enabled makes it)")
            }
            kind = ChosenWeights(.ensemble, epoch: state.epoch, step: state.step)
            members = state.ensemble.map { NetworkWeights(parameters: $0.parameters, statistics: $0.statistics) }
        }
    }

    private static func average(
        _ snapshot: RunSnapshot, estimate: ([Float]) -> [Float]?
    ) throws(ExperimentErrors) -> NetworkWeights {
        if let averaged = snapshot.averaged { return averaged }
        let state = snapshot.state
        guard let saved = state.average, saved.moments > 0, saved.sums.count == state.parameters.count else {
            throw missing("the run has no average of weights (swa.enabled makes one)")
        }
        let average = WeightAverage(count: state.parameters.count)
        average.state = saved
        if state.statistics.isEmpty { return NetworkWeights(parameters: average.mean, statistics: []) }
        guard let statistics = estimate(average.mean) else {
            throw missing(
                "the statistics of batch normalization are estimated for averaged weights when the run ends; it has not "
                    + "ended: the best or the last weights can be used")
        }
        return NetworkWeights(parameters: average.mean, statistics: statistics)
    }

    private static func missing(_ reason: String) -> ExperimentErrors {
        ExperimentErrors(problems: [ExperimentProblem(.error, reason)])
    }
}

extension RunSnapshot {
    /// The weights asked for, as the snapshot holds them.
    ///
    /// - Throws: ``ExperimentErrors`` where it has none of the kind.
    public func weights(_ choice: WeightsChoice) throws(ExperimentErrors) -> FoundWeights {
        try FoundWeights(choice, in: self)
    }
}
