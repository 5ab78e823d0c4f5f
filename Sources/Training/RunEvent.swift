import Tunables

/// What happens in a run beside its steps, in order.
public enum RunEvent: Sendable, Hashable {
    /// A command took effect after `atStep` completed updates.
    case applied(id: Int, atStep: Int)
    /// A command was refused; training goes on.
    case rejected(id: Int, reason: String)
    /// The run's phase changed.
    case state(RunState)
    /// An epoch is complete.
    case epoch(EpochReport)
    /// An intervention took effect and stands in the journal.
    case journaled(JournalEntry)
    /// The settings in force, after every change; keys are full (`optimizer.lr`).
    case settings(Settings, tunables: [Tunable])
    /// The run went back (undo) or forward (redo): steps after `toStep` no longer belong to the current branch.
    /// `entry` is the journal's entry undone or done again.
    case rewound(toStep: Int, epoch: Int, entry: Int, redo: Bool)
    /// What the schedule will do: the effective rate at coming steps. Empty where it cannot be foreseen, with the reason.
    case outlook(rates: [RatePoint], reason: String?)
    /// How early stopping stands.
    case patience(used: Int, allowed: Int)
    /// How far a range test has come; the last one has ended.
    case rateSweep(RateSweep)
    /// What another optimizer's updates would be.
    case rateMatched(RateMatch)
    /// How far a fork has come, or which of its branches was kept.
    case fork(ForkReport)
    /// How far undo reaches, after every change.
    case undoMemory(UndoMemory)
    /// A tensor went non-finite; the run is paused.
    case nonFinite(NonFiniteReport)
    /// The run is over.
    case finished(RunSummary)
}

/// The phase of a run.
public enum RunState: String, Sendable, Hashable, Codable {
    case preparing, running, paused, evaluating, finished, stopped
    case earlyStopped = "early_stopped"
    case diverged

    /// Whether no further step will come unless something is undone.
    public var isOver: Bool {
        switch self {
        case .finished, .stopped, .earlyStopped: true
        default: false
        }
    }
}

/// The effective learning rate at a step.
public struct RatePoint: Sendable, Hashable {
    public let step: Int
    public let rate: Double

    public init(step: Int, rate: Double) {
        self.step = step
        self.rate = rate
    }
}

/// The metrics of one split. Which are present depends on the task.
///
/// A row with an output that is not finite is a miss in the accuracy; where there is one, losses and errors are NaN and
/// R² is missing: none of them is defined then.
public struct SplitMetrics: Sendable, Hashable, Codable {
    public var loss: Double
    /// Rows with an output that is not finite; `nil` for none.
    public var nonFiniteRows: Int?
    /// Share of right answers, 0…1 (classification).
    public var accuracy: Double?
    /// Coefficient of determination and mean absolute error (regression).
    public var r2: Double?
    public var mae: Double?

    public init(loss: Double, accuracy: Double? = nil, r2: Double? = nil, mae: Double? = nil) {
        self.loss = loss
        self.accuracy = accuracy
        self.r2 = r2
        self.mae = mae
    }
}

/// What one epoch came to.
public struct EpochReport: Sendable, Hashable, Codable {
    /// From 1.
    public let epoch: Int
    /// Completed updates at its end.
    public let step: Int
    public let training: SplitMetrics
    public let validation: SplitMetrics?
    public let learningRate: Double
    /// Training seconds since the start of the run, pauses left out.
    public let seconds: Double
    /// Whether it is the best so far by the monitored metric.
    public var isBest: Bool
    /// Validation of the averaged weights, beside those of the run; `nil` without averaging.
    public var averaged: SplitMetrics?
    /// Validation of the ensemble, in epochs that brought it a member.
    public var ensemble: EnsembleReport?
    /// How many weights are zero; `nil` where there is no l1.
    public var sparsity: Sparsity?

    public init(
        epoch: Int, step: Int, training: SplitMetrics, validation: SplitMetrics?, learningRate: Double, seconds: Double,
        isBest: Bool
    ) {
        self.epoch = epoch
        self.step = step
        self.training = training
        self.validation = validation
        self.learningRate = learningRate
        self.seconds = seconds
        self.isBest = isBest
    }
}

extension EpochReport {
    /// The same report, judged.
    func marked(isBest: Bool) -> EpochReport {
        var report = self
        report.isBest = isBest
        return report
    }
}

/// One intervention: the journal is a tree of these.
public struct JournalEntry: Sendable, Hashable, Codable {
    public let id: Int
    /// The entry before it on its branch; `nil` for the first.
    public let parent: Int?
    /// The number of completed updates when it took effect.
    public let step: Int
    public let epoch: Int
    public let assignments: [Assignment]
    /// The values before, in the order of the assignments; `nil` where the key did not exist.
    public let previous: [Value?]
    public let source: CommandSource
    public let commandID: Int
    /// The learning rate before and after; `nil` where what was set says all of it.
    public let rates: RateChange?

    public init(
        id: Int, parent: Int?, step: Int, epoch: Int, assignments: [Assignment], previous: [Value?],
        source: CommandSource, commandID: Int, rates: RateChange? = nil
    ) {
        self.rates = rates
        self.id = id
        self.parent = parent
        self.step = step
        self.epoch = epoch
        self.assignments = assignments
        self.previous = previous
        self.source = source
        self.commandID = commandID
    }
}

/// The first tensor that went non-finite.
public struct NonFiniteReport: Sendable, Hashable {
    public enum Tensor: String, Sendable, Hashable { case input, activation, loss, gradient, weights }
    public let tensor: Tensor
    /// The layer's number from 1, where the tensor belongs to one.
    public let layer: Int?
    /// The number as people count: `3`; inside a block `3.1`.
    public let layerLabel: String?
    public let layerName: String?
    public let step: Int
    /// The training sample it came from, counted from 0; `nil` where that cannot be told.
    public let row: Int?

    public init(
        tensor: Tensor, layer: Int?, layerLabel: String? = nil, layerName: String?, step: Int, row: Int?
    ) {
        self.tensor = tensor
        self.layer = layer
        self.layerLabel = layerLabel ?? layer.map { String($0) }
        self.layerName = layerName
        self.step = step
        self.row = row
    }
}

/// The end of a run, as the summary line and `--json` tell it.
public struct RunSummary: Sendable, Hashable, Codable {
    public var preset: String
    public var seed: UInt64
    public var state: RunState
    public var epochs: Int
    public var steps: Int
    public var seconds: Double
    public var stepsPerSecond: Double
    public var parameters: Int
    public var bestEpoch: Int?
    public var bestValidationLoss: Double?
    public var test: SplitMetrics?
    public var interventions: Int
    /// SHA-256 of the little-endian Float32 weights, then running statistics.
    public var weightsSHA256: String
    /// Why it ended before its last epoch, in words; `nil` where it ran to the end.
    public var reason: String?
    /// Of how many moments the final weights are the average; `nil` where they are those of one moment.
    public var averagedMoments: Int?
    /// The snapshot ensemble on the test split.
    public var ensemble: EnsembleReport?
    /// By what the best epoch is the best.
    public var bestMetric: BestMetric?
    /// Which weights the results are of.
    public var testedWeights: ChosenWeights?

    public init(
        preset: String, seed: UInt64, state: RunState, epochs: Int, steps: Int, seconds: Double, stepsPerSecond: Double,
        parameters: Int, bestEpoch: Int?, bestValidationLoss: Double?, test: SplitMetrics?, interventions: Int,
        weightsSHA256: String, reason: String? = nil
    ) {
        self.preset = preset
        self.seed = seed
        self.state = state
        self.epochs = epochs
        self.steps = steps
        self.seconds = seconds
        self.stepsPerSecond = stepsPerSecond
        self.parameters = parameters
        self.bestEpoch = bestEpoch
        self.bestValidationLoss = bestValidationLoss
        self.test = test
        self.interventions = interventions
        self.weightsSHA256 = weightsSHA256
        self.reason = reason
    }
}
