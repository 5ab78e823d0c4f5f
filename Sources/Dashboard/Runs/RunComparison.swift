import Training
import Tunables

/// What the charts draw of a recorded run.
public struct RunCurves: Sendable, Hashable, Identifiable {
    public let id: String
    /// The training loss over the whole run, and the validation loss of its epochs, in a few hundred buckets.
    public let training: [Bucket]
    public let validation: [Bucket]
    public let lastStep: Int

    public init(id: String, training: [Bucket], validation: [Bucket], lastStep: Int) {
        self.id = id
        self.training = training
        self.validation = validation
        self.lastStep = lastStep
    }
}

/// A setting in which runs differ.
public struct SettingDifference: Sendable, Hashable {
    public let key: String
    /// What each run has, in their order; `nil` where a run has no such setting.
    public let values: [Value?]

    public init(key: String, values: [Value?]) {
        self.key = key
        self.values = values
    }
}

/// Several recorded runs side by side.
public struct RunComparison: Sendable, Hashable {
    /// The runs asked for.
    public let ids: [String]
    /// Those that could be read, in the same order.
    public let curves: [RunCurves]
    /// In what settings they differ, their values in the order of ``curves``.
    public let differences: [SettingDifference]
    /// Which of the others could not be read and why, in words.
    public let trouble: String?

    public init(
        ids: [String], curves: [RunCurves], differences: [SettingDifference] = [], trouble: String? = nil
    ) {
        self.ids = ids
        self.curves = curves
        self.differences = differences
        self.trouble = trouble
    }
}
