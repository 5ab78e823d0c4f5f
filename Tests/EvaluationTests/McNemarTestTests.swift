import Evaluation
import Testing

/// Reference values: SciPy 1.17.1, `stats.binomtest(min(b, c), b + c, 0.5)` for the exact p and `stats.chi2.sf(x, 1)`
/// of (|b − c| − 1)² / (b + c) for the approximate one.
@Suite("McNemar's test between two classifiers")
struct McNemarTestTests {
    @Test(
        "statistic and both p are SciPy's",
        arguments: [
            (6, 16, 3.6818181818181817, 0.055008833629265896, 0.052478790283203125),
            (0, 5, 3.2, 0.07363827012030258, 0.0625),
            (25, 40, 3.0153846153846153, 0.08247788747320971, 0.08168153394154003),
            (150, 121, 2.892988929889299, 0.08896573517643748, 0.0887796125701743),
            (900, 1000, 5.158421052631579, 0.023133919510755163, 0.023108845108901193),
            (3, 3, 0, 1, 1), (1, 0, 0, 1, 1), (0, 0, 0, 1, 1),
        ])
    func parity(onlyFirst: Int, onlySecond: Int, statistic: Double, approximate: Double, exact: Double) {
        let test = McNemarTest(onlyFirst: onlyFirst, onlySecond: onlySecond)
        expectEqual(test.statistic, statistic)
        expectEqual(test.approximatePValue, approximate)
        expectEqual(test.exactPValue, exact, tolerance: 1e-10)
        #expect(test.pValue == test.exactPValue)
    }

    @Test("only rows count that one alone gets right")
    func counting() {
        let test = McNemarTest(
            truth: [0, 1, 2, 0, 1, 2], first: [0, 1, 0, 0, 2, 2], second: [0, 2, 2, 1, 0, 1])
        #expect(test.onlyFirst == 3)
        #expect(test.onlySecond == 1)
    }
}
