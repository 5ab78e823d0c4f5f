extension RunHistory {
    /// What a telemetry column did over a range of steps: at most `count` buckets, in order, each with the steps it
    /// covers; every extremum in the range is in one of them, and non-finite values are flagged.
    ///
    /// - Complexity: O(count), whatever the length of the run.
    public func buckets(column: Int, steps: ClosedRange<Int>, count: Int) -> [Bucket] {
        telemetry.buckets(column: column, steps: steps, count: count)
    }

    /// What a metric of the epochs' reports did; an epoch counts as its steps.
    public func buckets(
        _ metric: EpochMetric, of split: EpochSplit, steps: ClosedRange<Int>, count: Int
    ) -> [Bucket] {
        (split == .training ? training : validation).buckets(column: metric.column, steps: steps, count: count)
    }

    /// The latest value of a telemetry column, NaN and infinities included; `nil` before the first step.
    public func latest(column: Int) -> Float? {
        guard let bucket = telemetry.bucket(column: column, at: lastStep) else { return nil }
        return bucket.displayValue
    }

    /// The finest that is known of a telemetry column at a step: the exact value where `width` is 1.
    public func value(column: Int, at step: Int) -> Bucket? { telemetry.bucket(column: column, at: step) }

    /// A metric of the epoch that ended last at or before a step.
    public func value(_ metric: EpochMetric, of split: EpochSplit, at step: Int) -> Bucket? {
        let pyramid = split == .training ? training : validation
        guard let bucket = pyramid.bucket(column: metric.column, at: step) else { return nil }
        if bucket.lastStep <= step || bucket.firstStep <= 1 { return bucket.lastStep <= step ? bucket : nil }
        return pyramid.bucket(column: metric.column, at: bucket.firstStep - 1)
    }
}

extension Bucket {
    /// One number for it: the mean, or the non-finite value that was seen.
    public var displayValue: Float {
        if nonFinite.contains(.nan) { return .nan }
        if nonFinite.contains(.infinity) { return .infinity }
        if nonFinite.contains(.negativeInfinity) { return -.infinity }
        return mean
    }
}
