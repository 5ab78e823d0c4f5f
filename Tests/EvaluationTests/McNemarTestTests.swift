import Evaluation
import Testing

/// Reference values: SciPy 1.17.1, `stats.binomtest(min(b, c), b + c, 0.5)`; the statistic is (|b − c| − 1)² / (b + c).
@Suite("McNemar's test between two classifiers")
struct McNemarTestTests {
    @Test(
        "statistic and p are SciPy's",
        arguments: [
            (6, 16, 3.6818181818181817, 0.052478790283203125),
            (0, 5, 3.2, 0.0625),
            (25, 40, 3.0153846153846153, 0.08168153394154003),
            (150, 121, 2.892988929889299, 0.0887796125701743),
            (900, 1000, 5.158421052631579, 0.023108845108901193),
            (3, 3, 0, 1), (1, 0, 0, 1), (0, 0, 0, 1),
        ])
    func parity(onlyFirst: Int, onlySecond: Int, statistic: Double, p: Double) {
        let test = McNemarTest(onlyFirst: onlyFirst, onlySecond: onlySecond)
        expectEqual(test.statistic, statistic)
        expectEqual(test.pValue, p, tolerance: 1e-10)
    }

    @Test("only rows count that one alone gets right")
    func counting() {
        let test = McNemarTest(
            truth: [0, 1, 2, 0, 1, 2], first: [0, 1, 0, 0, 2, 2], second: [0, 2, 2, 1, 0, 1])
        #expect(test.onlyFirst == 3)
        #expect(test.onlySecond == 1)
    }
}
