/// Whether two models differ by more than chance, from their scores on the same folds: Student's paired t-test.
///
/// Folds share training rows, so their scores are not quite independent: the test sees differences somewhat too often
/// (Dietterich 1998, "Approximate statistical tests for comparing supervised classification learning algorithms").
public struct PairedTTest: Sendable, Hashable {
    /// Folds.
    public let count: Int
    /// Mean of first − second.
    public let meanDifference: Double
    /// Of the differences, with n − 1.
    public let standardDeviation: Double

    /// - Parameters:
    ///   - first: a score a fold.
    ///   - second: the other model's, the same folds in the same order.
    /// - Returns: `nil` for fewer than two folds, or where the two have not as many.
    public init?(_ first: [Double], _ second: [Double]) {
        guard first.count == second.count, first.count >= 2 else { return nil }
        let differences = zip(first, second).map { $0 - $1 }
        count = differences.count
        let mean = differences.reduce(0, +) / Double(count)
        meanDifference = mean
        standardDeviation =
            (differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)).squareRoot()
    }

    public var degreesOfFreedom: Int { count - 1 }

    private var standardError: Double { standardDeviation / Double(count).squareRoot() }

    /// The mean difference in standard errors; NaN where all scores are equal.
    public var statistic: Double { meanDifference / standardError }

    /// The chance of a difference at least as large, either way, between equal models; 1 where all scores are equal.
    public var pValue: Double {
        standardDeviation == 0 && meanDifference == 0
            ? 1 : StudentDistribution(degreesOfFreedom: Double(degreesOfFreedom)).twoSidedTail(statistic)
    }

    /// Where the true mean difference lies with the given confidence (0…1).
    public func interval(confidence: Double = 0.95) -> ClosedRange<Double> {
        let distribution = StudentDistribution(degreesOfFreedom: Double(degreesOfFreedom))
        let reach = standardError == 0 ? 0 : distribution.twoSidedQuantile(confidence) * standardError
        guard reach.isFinite, meanDifference.isFinite else { return -Double.infinity...Double.infinity }
        return meanDifference - reach...meanDifference + reach
    }
}
