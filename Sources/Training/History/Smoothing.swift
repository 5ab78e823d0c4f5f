#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The smoothed line through a series: an exponential moving average, debiased, over the buckets that are drawn.
///
/// With few steps in view, `weight` is the share of the past kept from one step to the next, as TensorBoard counts it.
/// With more than `horizon` of them it is the share kept over one `horizon`-th of the view, so that 0.9 looks equally
/// smooth at every zoom and every length of the run.
public struct Smoothing: Sendable, Hashable {
    /// 0 (none) up to, not including, 1.
    public var weight: Double
    /// Whether to average logarithms: then a line that is straight on a logarithmic axis stays straight.
    public var isLogarithmic: Bool

    static let horizon = 1000.0

    public init(weight: Double, isLogarithmic: Bool = false) {
        self.weight = min(0.9999, max(0, weight))
        self.isLogarithmic = isLogarithmic
    }

    /// How many steps before the view still show in it; read so many more to begin smoothly.
    public func lead(visibleSteps: Int) -> Int {
        guard weight > 0 else { return 0 }
        let perStep = min(1, Self.horizon / Double(max(1, visibleSteps)))
        return Int(min(3 / (-log(weight) * perStep), Double(visibleSteps)))
    }

    /// The smoothed value at each bucket; buckets without a finite value (or, for logarithms, a positive one) repeat
    /// the value before, `nil` where there is none yet.
    ///
    /// - Complexity: O(buckets).
    public func values(of buckets: [Bucket], visibleSteps: Int) -> [Double?] {
        let perStep = min(1, Self.horizon / Double(max(1, visibleSteps)))
        var sum = 0.0
        var mass = 0.0
        var current: Double?
        var result: [Double?] = []
        result.reserveCapacity(buckets.count)
        for bucket in buckets {
            let mean = Double(bucket.mean)
            if bucket.hasFiniteValues, !isLogarithmic || mean > 0 {
                let value = isLogarithmic ? log(mean) : mean
                let kept = weight == 0 ? 0 : exp(log(weight) * perStep * Double(bucket.width))
                sum = kept * sum + (1 - kept) * value
                mass = kept * mass + (1 - kept)
                let average = mass > 0 ? sum / mass : value
                current = isLogarithmic ? exp(average) : average
            }
            result.append(current)
        }
        return result
    }
}
