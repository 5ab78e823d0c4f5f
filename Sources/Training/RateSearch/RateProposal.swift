import Tunables

/// A learning rate that a range test proposes.
public struct RateProposal: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        /// Where the smoothed loss falls most steeply over the logarithm of the rate.
        case steepest
        /// A tenth of the rate at which the smoothed loss is least.
        case tenthOfLowest = "tenth_of_lowest"
        /// Where no rate lowers the loss: the largest that leaves it where it is, with a margin.
        case largestStable = "largest_stable"
    }

    public let kind: Kind
    /// Two significant digits: an estimate has no more.
    public let rate: Double

    /// Both proposals; none where the loss fell from its start by less than a twentieth, or by less than three times its
    /// noise: there is nothing to read off then.
    ///
    /// The slope is taken between points a tenth of the test apart, and only where the loss comes down to its least.
    static func proposals(from points: [RateSweep.Point], start: LossLevel) -> [RateProposal] {
        guard let lowest = points.indices.min(by: { points[$0].smoothed < points[$1].smoothed }),
            start.isLeft(by: points[lowest].smoothed)
        else { return [] }
        let reach = max(1, points.count / 20)
        var steepest: (slope: Double, index: Int)?
        for index in 0...lowest {
            let left = max(0, index - reach)
            let right = min(lowest, index + reach)
            guard right - left >= reach else { continue }
            let slope = (points[right].smoothed - points[left].smoothed) / Double(right - left)
            if slope < steepest?.slope ?? 0 { steepest = (slope, index) }
        }
        var found = [RateProposal(kind: .tenthOfLowest, rate: rounded(points[lowest].rate / 10))]
        if let steepest {
            found.insert(RateProposal(kind: .steepest, rate: rounded(points[steepest.index].rate)), at: 0)
        }
        return found
    }

    /// The number with two significant digits.
    static func rounded(_ rate: Double) -> Double {
        guard rate > 0, rate.isFinite else { return rate }
        // Through text, so that 0.0017 is that and not 0.0017000000000000001.
        let exponent = Int(decimalLogarithm(rate).rounded(.down)) - 1
        let digits = Int((rate / power(10, Double(exponent))).rounded())
        return Double("\(digits)e\(exponent)") ?? rate
    }
}
