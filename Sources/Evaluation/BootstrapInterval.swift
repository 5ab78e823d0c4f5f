import Tensors

/// How far a number measured on a sample can be trusted: its percentile bootstrap interval (Efron 1979, "Bootstrap
/// methods: another look at the jackknife").
///
/// Rows are drawn with replacement, addressed by seed and resample: the same seed gives the same interval.
public struct BootstrapInterval: Sendable, Hashable {
    /// On the rows as they are.
    public let estimate: Double
    public let lower: Double
    public let upper: Double
    /// 0…1
    public let confidence: Double
    /// Resamples on which the number was finite: an area under a curve is not defined where a class is missing.
    public let resamples: Int

    /// - Parameters:
    ///   - rows: how many rows the sample has.
    ///   - statistic: the number to be measured, on the rows with these numbers; some stand several times.
    /// - Returns: `nil` without rows, or where the number is not finite.
    /// - Complexity: O(resamples · rows), and as often the statistic.
    public init?(
        rows: Int, resamples: Int = 1000, confidence: Double = 0.95, seed: UInt64 = 0,
        statistic: (_ rows: [Int]) -> Double
    ) {
        let estimate = statistic(Array(0..<max(0, rows)))
        guard rows > 0, estimate.isFinite else { return nil }
        var drawn = [Int](repeating: 0, count: rows)
        var values: [Double] = []
        values.reserveCapacity(resamples)
        for resample in 0..<max(0, resamples) {
            var random = RandomSource(seed: seed, stream: .evaluation, position: UInt64(resample))
            for place in drawn.indices { drawn[place] = random.below(rows) }
            let value = statistic(drawn)
            if value.isFinite { values.append(value) }
        }
        guard !values.isEmpty else { return nil }
        values.sort()
        self.estimate = estimate
        self.confidence = confidence
        self.resamples = values.count
        lower = quantile(ofSorted: values, (1 - confidence) / 2)
        upper = quantile(ofSorted: values, 1 - (1 - confidence) / 2)
    }
}
