import Testing

@testable import Evaluation

/// Reference values: SciPy 1.17.1, `stats.ttest_rel` with its `confidence_interval`, `stats.t`, `special.betainc`.
@Suite("The paired t-test over folds")
struct PairedTTestTests {
    @Test("statistic, p and interval are SciPy's")
    func folds() throws {
        let test = try #require(PairedTTest([0.90, 0.92, 0.87, 0.95, 0.91], [0.88, 0.93, 0.85, 0.90, 0.89]))
        #expect(test.degreesOfFreedom == 4)
        expectEqual(test.meanDifference, 0.02)
        expectEqual(test.statistic, 2.108185106778921)
        expectEqual(test.pValue, 0.10270042749551173, tolerance: 1e-11)
        expectEqual(test.interval().lowerBound, -0.0063396709925524625, tolerance: 1e-11)
        expectEqual(test.interval().upperBound, 0.046339670992552456, tolerance: 1e-11)
    }

    @Test("the same for seven scores and a confidence of 90 %")
    func sevenScores() throws {
        let test = try #require(
            PairedTTest([1.5, 2.25, -0.5, 3.75, 0.125, 4.5, 2], [1, 2.5, 0.25, 2.75, 0.5, 5.75, 0.5]))
        expectEqual(test.statistic, 0.14405994140603173)
        expectEqual(test.pValue, 0.890170000639039, tolerance: 1e-11)
        expectEqual(test.interval(confidence: 0.9).lowerBound, -0.6690371091179782, tolerance: 1e-11)
        expectEqual(test.interval(confidence: 0.9).upperBound, 0.776179966260835, tolerance: 1e-11)
    }

    @Test("equal scores do not differ; a constant difference is certain")
    func degenerate() throws {
        #expect(try #require(PairedTTest([0.5, 0.75], [0.5, 0.75])).pValue == 1)
        let certain = try #require(PairedTTest([0.5, 0.75], [0.25, 0.5]))
        #expect(certain.pValue == 0)
        #expect(certain.interval() == 0.25...0.25)
    }

    @Test("one fold, or folds that do not pair, make no test")
    func tooFew() {
        #expect(PairedTTest([1], [2]) == nil)
        #expect(PairedTTest([1, 2], [1, 2, 3]) == nil)
    }

    @Test(
        "Student's tails are SciPy's",
        arguments: [
            (0.0, 4.0, 1.0), (1, 1, 0.5), (2.5, 9, 0.033861827682985735), (12, 4, 0.000276428548502973),
            (40, 30, 1.3726045194406417e-27),
        ])
    func tails(t: Double, degrees: Double, expected: Double) {
        let found = StudentDistribution(degreesOfFreedom: degrees).twoSidedTail(t)
        #expect(abs(found - expected) <= 1e-11 * expected, "\(found)")
    }

    @Test(
        "and so are the quantiles",
        arguments: [
            (0.95, 1.0, 12.706204736174694), (0.95, 9, 2.262157162798205), (0.9, 4, 2.1318467863266495),
            (0.99, 30, 2.7499956535672254), (0, 3, 0),
        ])
    func quantiles(confidence: Double, degrees: Double, expected: Double) {
        expectEqual(
            StudentDistribution(degreesOfFreedom: degrees).twoSidedQuantile(confidence), expected, tolerance: 1e-10)
    }

    @Test(
        "the incomplete beta function is SciPy's",
        arguments: [
            (0.25, 0.5, 0.5, 0.33333333333333337), (0.8, 4.5, 0.5, 0.16785065605707505), (0.4, 2, 3, 0.5248),
            (0.97, 50, 0.5, 0.08169933372182264), (0.3, 1, 1, 0.3), (0, 2, 2, 0), (1, 2, 2, 1),
        ])
    func beta(x: Double, a: Double, b: Double, expected: Double) {
        expectEqual(incompleteBeta(x, a, b), expected, tolerance: 1e-12)
    }
}
