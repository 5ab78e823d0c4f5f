import Datasets
import Optimization
import Tunables

/// Everything a run's continuation depends on: one value for the snapshot in memory, the checkpoint on disk and replay.
///
/// Its coding is synthesized, so that a property added here is in every checkpoint: it only has to be `Codable` itself.
/// Lists of floats become tensors there.
public struct SessionState: Sendable, Codable, Hashable {
    // Numbers of the network.
    public var parameters: [Float]
    public var statistics: [Float]

    // The optimizer and how far it has come by its own count.
    public var slots: [Float]
    public var optimizerScalars: [Double]
    public var optimizerSteps: Int

    // What is set.
    public var settings: Settings
    public var firedScripts: Set<Int>

    // Where the run stands.
    public var step: Int
    public var epoch: Int
    public var position: BatchOrder.Position
    public var epochTotals: EpochTotals

    // Memory of the schedule, of early stopping, and the best weights so far.
    public var schedule: ActiveSchedule.State
    public var earlyStopping: EarlyStopping
    public var best: BestWeights?

    // Averages: of weights, and the members of a snapshot ensemble.
    public var average: WeightAverage.State?
    public var ensemble: [EnsembleMember]

    /// How much memory the value takes, roughly, in bytes.
    public var byteCount: Int {
        4 * (parameters.count + statistics.count + slots.count)
            + 4 * ((best?.parameters.count ?? 0) + (best?.statistics.count ?? 0)) + 4096
            + 8 * (average?.sums.count ?? 0) + ensemble.count * 4 * (parameters.count + statistics.count)
    }
}

/// The weights of the best epoch by the monitored metric.
public struct BestWeights: Sendable, Codable, Hashable {
    public var epoch: Int
    public var step: Int
    /// `nil` without a validation split.
    public var validationLoss: Double?
    /// By what they are the best.
    public var metric: BestMetric?
    public var parameters: [Float]
    public var statistics: [Float]
}

/// What an epoch has summed up so far.
public struct EpochTotals: Sendable, Hashable, Codable {
    public var lossSum = 0.0
    public var lossWeight = 0.0
    public var hits = 0
    public var samples = 0
    public var squaredError = 0.0
    public var absoluteError = 0.0
    /// Rows with an output that is not finite; `nil` for none.
    public var nonFiniteRows: Int?
}
