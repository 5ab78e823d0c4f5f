import Evaluation
import Testing

/// Reference values: scikit-learn 1.9.1, `calibration_curve` with `strategy="uniform"`.
@Suite("The calibration curve")
struct ReliabilityCurveTests {
    private let probabilities: [Float] = [16, 40, 35, 80, 40, 72, 8, 40, 96, 60].map { $0 / 128 }
    private let isPositive = [false, false, true, true, false, true, false, true, true, false]

    @Test(
        "has scikit-learn's points, bins without rows left out",
        arguments: [
            (5, [0.0, 0.5, 0.5, 1.0], [0.09375, 0.302734375, 0.515625, 0.6875]),
            (4, [0.0, 0.4, 1.0], [0.09375, 0.3359375, 0.6458333333333334]),
            (
                10, [0, 0, 1, 1.0 / 3, 0, 1, 1, 1],
                [0.0625, 0.125, 0.2734375, 0.3125, 0.46875, 0.5625, 0.625, 0.75]
            ),
        ])
    func parity(bins: Int, observed: [Double], predicted: [Double]) {
        let curve = ReliabilityCurve(probabilities: probabilities, isPositive: isPositive, binCount: bins)
        expectEqual(curve.points.map(\.observed), observed)
        expectEqual(curve.points.map(\.predicted), predicted)
        #expect(curve.points.reduce(0) { $0 + $1.count } == 10)
    }

    @Test("a bin holds its upper end, the first its lower too")
    func edges() {
        let curve = ReliabilityCurve(
            probabilities: [0, 0.25, 0.5, 0.75, 1], isPositive: [false, false, true, true, true], binCount: 4)
        expectEqual(curve.points.map(\.observed), [0, 1, 1, 1])
        expectEqual(curve.points.map(\.predicted), [0.125, 0.5, 0.75, 1])
    }

    @Test("what is not a number has no place on it")
    func degenerate() {
        #expect(ReliabilityCurve(probabilities: [.nan, 0.5], isPositive: [true, true]).points.count == 1)
        #expect(ReliabilityCurve(probabilities: [], isPositive: []).points.isEmpty)
    }
}
