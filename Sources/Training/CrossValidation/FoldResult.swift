import Tunables

/// What one fold came to.
public struct FoldResult: Sendable, Hashable {
    /// From 1.
    public let fold: Int
    public let trainingSamples: Int
    public let validationSamples: Int
    public let epochs: Int
    public let state: RunState
    /// Of ``weights``; `nil` where it diverged or no epoch was complete.
    public let metrics: SplitMetrics?
    /// The weights that the fold ended with. A fold's own rows are its test, so that they choose no weights: the best are
    /// taken only where early stopping goes back to them.
    public let weights: ChosenWeights?

    public init(
        fold: Int, trainingSamples: Int, validationSamples: Int, epochs: Int, state: RunState, metrics: SplitMetrics?,
        weights: ChosenWeights? = nil
    ) {
        self.fold = fold
        self.trainingSamples = trainingSamples
        self.validationSamples = validationSamples
        self.epochs = epochs
        self.state = state
        self.metrics = metrics
        self.weights = weights
    }
}

/// A mean over folds and how far the folds lie from it.
public struct FoldMean: Sendable, Hashable {
    public let mean: Double
    /// Of a sample (n − 1); `nil` for a single fold.
    public let standardDeviation: Double?
    public let count: Int

    /// - Returns: `nil` for no values.
    public init?(_ values: [Double]) {
        guard !values.isEmpty else { return nil }
        let mean = values.reduce(0, +) / Double(values.count)
        self.mean = mean
        count = values.count
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        standardDeviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : nil
    }
}

/// Follows one fold's run: which epoch's metrics are those of the weights it ends with.
public struct FoldWatch: Sendable {
    private let fold: Int
    private let description: RunDescription
    private var last: EpochReport?
    private var best: EpochReport?
    private var rule = EarlyStopping.Rule()
    private var hasDiverged = false
    /// Once the fold is over.
    public private(set) var result: FoldResult?

    /// - Parameter fold: from 1.
    public init(fold: Int, _ description: RunDescription) {
        self.fold = fold
        self.description = description
    }

    public mutating func observe(_ event: RunEvent) {
        switch event {
        case .epoch(let report):
            last = report
            if report.isBest { best = report }
        case .settings(let settings, _):
            rule = EarlyStopping.Rule(settings)
        case .nonFinite: hasDiverged = true
        case .finished(let summary):
            // As the run itself chooses its last weights: the average where there is one, else the best or the last.
            let restored = rule.restoresBest(at: summary.state) ? best : nil
            let ended = restored ?? last
            let averaged = summary.state == .stopped ? nil : last?.averaged
            let kind: ChosenWeights.Kind = averaged != nil ? .average : restored != nil ? .best : .last
            result = FoldResult(
                fold: fold, trainingSamples: description.trainingSamples,
                validationSamples: description.validationSamples, epochs: summary.epochs,
                state: hasDiverged ? .diverged : summary.state,
                metrics: hasDiverged ? nil : averaged ?? ended?.validation,
                weights: hasDiverged ? nil : ended.map { ChosenWeights(kind, epoch: $0.epoch, step: $0.step) })
        default: break
        }
    }
}
