/// How often what is given a probability comes true: the calibration curve of one class against the rest.
///
/// On the diagonal stated probability and observed share agree; below it the scores promise too much.
public struct ReliabilityCurve: Sendable, Hashable {
    public struct Point: Sendable, Hashable {
        /// Mean of the probabilities in the bin.
        public let predicted: Double
        /// Share of the bin's rows that are positive.
        public let observed: Double
        public let count: Int
    }

    /// By rising probability; bins without rows are left out.
    public let points: [Point]

    /// - Parameters:
    ///   - probabilities: of the positive class, a row each, 0…1.
    ///   - binCount: bins of equal width, each with its upper end; the first holds 0 too.
    public init(probabilities: [Float], isPositive: [Bool], binCount: Int = 10) {
        let bins = max(1, binCount)
        var sums = [Double](repeating: 0, count: bins)
        var positives = [Int](repeating: 0, count: bins)
        var counts = [Int](repeating: 0, count: bins)
        for (probability, isPositive) in zip(probabilities, isPositive) where probability.isFinite {
            let place = (Double(probability) * Double(bins)).rounded(.up) - 1
            let bin = Int(min(max(place, 0), Double(bins - 1)))
            sums[bin] += Double(probability)
            positives[bin] += isPositive ? 1 : 0
            counts[bin] += 1
        }
        points = (0..<bins).filter { counts[$0] > 0 }.map { bin in
            let rows = Double(counts[bin])
            return Point(predicted: sums[bin] / rows, observed: Double(positives[bin]) / rows, count: counts[bin])
        }
    }
}
