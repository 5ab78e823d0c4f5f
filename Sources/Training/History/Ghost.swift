/// A stretch of a run that was left by undoing, or the branch of a fork that was not kept: drawn dim; what was undone is
/// brought back by redoing.
public struct Ghost: Sendable {
    /// The steps it covers; the first follows the step gone back to.
    public let steps: ClosedRange<Int>
    let telemetry: PyramidTail
    let training: PyramidTail
    let validation: PyramidTail
    let epochs: [EpochReport]
    let bests: [EpochReport]

    /// What a telemetry column did on it, as ``RunHistory/buckets(column:steps:count:)``.
    public func buckets(column: Int, steps: ClosedRange<Int>, count: Int) -> [Bucket] {
        telemetry.buckets(column: column, steps: steps, count: count)
    }

    /// What a metric of its epochs did.
    public func buckets(
        _ metric: EpochMetric, of split: EpochSplit, steps: ClosedRange<Int>, count: Int
    ) -> [Bucket] {
        (split == .training ? training : validation).buckets(column: metric.column, steps: steps, count: count)
    }

    var byteCount: Int {
        telemetry.byteCount + training.byteCount + validation.byteCount
            + (epochs.capacity + bests.capacity) * MemoryLayout<EpochReport>.stride
    }
}
