/// Which of a run's weights its results are of: every output that tells a result names them.
public struct ChosenWeights: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The mean of late weights, with running statistics of its own.
        case average
        /// Those of the epoch that was best by the monitored metric.
        case best
        /// The latest.
        case last
        /// The networks at the ends of cycles, voting.
        case ensemble
    }

    public let kind: Kind
    /// Complete epochs and updates when the weights stood so: of an average its last moment's.
    public let epoch: Int
    public let step: Int

    public init(_ kind: Kind, epoch: Int, step: Int) {
        self.kind = kind
        self.epoch = epoch
        self.step = step
    }

    /// `best weights, epoch 6`
    public var words: String {
        switch kind {
        case .average: "average of weights, epoch \(epoch)"
        case .ensemble: "ensemble, epoch \(epoch)"
        case .best, .last: "\(kind.rawValue) weights, epoch \(epoch)"
        }
    }
}

extension ChosenWeights {
    /// The one rule: the average where the run ended with one, else the best where there is validation or where the run
    /// ended by going back to them, else the last. Stopping by hand goes back to the best and leaves the average.
    ///
    /// - Parameters:
    ///   - phase: how the run ended, or that it goes on.
    ///   - averagedMoments: moments that an average has so far.
    ///   - epoch: complete epochs of the last weights, and `step` their updates.
    init(
        at phase: RunState, averagedMoments: Int, best: BestWeights?, rule: EarlyStopping.Rule, epoch: Int, step: Int
    ) {
        if averagedMoments > 0, phase.isOver, phase != .stopped {
            self.init(.average, epoch: epoch, step: step)
        } else if let best, best.validationLoss != nil || rule.restoresBest(at: phase) {
            self.init(.best, epoch: best.epoch, step: best.step)
        } else {
            self.init(.last, epoch: epoch, step: step)
        }
    }
}

extension SessionState {
    /// The weights that results are of where a run is in this state, in that phase.
    public func chosenWeights(at phase: RunState) -> ChosenWeights {
        ChosenWeights(
            at: phase, averagedMoments: average?.moments ?? 0, best: best, rule: earlyStopping.rule, epoch: epoch,
            step: step)
    }

    /// The latest weights of this state, by name.
    public var lastWeights: ChosenWeights { ChosenWeights(.last, epoch: epoch, step: step) }
}

extension EarlyStopping.Rule {
    /// Whether a run that ends so goes back to its best weights: by hand always, else as early stopping says.
    func restoresBest(at end: RunState) -> Bool { end == .stopped || (end.isOver && isEnabled && restoresBest) }
}
