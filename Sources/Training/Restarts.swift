import Tunables

/// Which of several random restarts a run is, and what the best of those before it came to.
public struct Restart: Sendable, Hashable {
    /// From 1.
    public let number: Int
    public let count: Int
    /// The best of the earlier ones, by validation.
    public let best: Record?

    /// How one restart ended.
    public struct Record: Sendable, Hashable {
        public let number: Int
        public let seed: UInt64
        public let validationLoss: Double

        public init(number: Int, seed: UInt64, validationLoss: Double) {
            self.number = number
            self.seed = seed
            self.validationLoss = validationLoss
        }
    }

    public init(number: Int, count: Int, best: Record? = nil) {
        self.number = number
        self.count = count
        self.best = best
    }
}

/// Random restarts: the same experiment from seed, seed + 1, …, of which the one with the least validation loss is kept.
/// The split stays the same, so that they can be compared. Source: optimization-techniques.md, "Random Restarts".
public struct RestartSeries: Sendable {
    private let first: PreparedExperiment
    public let count: Int
    /// Of the runs that have ended, in order.
    public private(set) var summaries: [RunSummary] = []

    /// - Parameter prepared: its `restarts` says how many.
    public init(_ prepared: PreparedExperiment) {
        first = prepared
        let values = Values(ExperimentSchema.plainDescriptor, settings: prepared.experiment.settings)
        count = values.integer("restarts") ?? 1
    }

    public var isOver: Bool { summaries.count >= count }

    /// The experiment to train next; `nil` after the last.
    public var next: PreparedExperiment? {
        guard !isOver else { return nil }
        if count == 1 { return first }
        return first.restarted(Restart(number: summaries.count + 1, count: count, best: best))
    }

    public mutating func add(_ summary: RunSummary) { summaries.append(summary) }

    /// The best by validation so far; `nil` where no run has a finite validation loss.
    public var best: Restart.Record? {
        let records = summaries.enumerated().compactMap { index, summary in
            summary.bestValidationLoss.flatMap { loss in
                loss.isFinite ? Restart.Record(number: index + 1, seed: summary.seed, validationLoss: loss) : nil
            }
        }
        return records.min { $0.validationLoss < $1.validationLoss }
    }
}

extension PreparedExperiment {
    /// The same experiment with the seed of a restart; the data is shared.
    func restarted(_ restart: Restart) -> PreparedExperiment {
        var next = self
        // After the greatest seed comes 0.
        let seed = (Int(clamping: description.seed) &+ (restart.number - 1)) & .max
        next.experiment.settings["seed"] = .integer(seed)
        next.description.seed = UInt64(seed)
        next.description.restart = restart
        return next
    }
}
