import Evaluation
import Testing

/// Reference values: scikit-learn 1.9.1, `roc_curve` (all points), `roc_auc_score`, `average_precision_score`.
@Suite("ROC and precision-recall curves")
struct RankingCurvesTests {
    private let scores: [Float] = [16, 40, 35, 80, 40, 72, 8, 40, 96, 60].map { $0 / 128 }
    private let isPositive = [false, false, true, true, false, true, false, true, true, false]

    @Test("the ROC curve has scikit-learn's points and area, ties entering together")
    func roc() throws {
        let curve = try #require(ROCCurve(scores: scores, isPositive: isPositive))
        expectEqual(curve.points.map(\.falsePositiveRate), [0, 0, 0, 0, 0.2, 0.6, 0.6, 0.8, 1])
        expectEqual(curve.points.map(\.truePositiveRate), [0, 0.2, 0.4, 0.6, 0.6, 0.8, 1, 1, 1])
        #expect(
            curve.points.map(\.threshold) == [
                .infinity, 0.75, 0.625, 0.5625, 0.46875, 0.3125, 0.2734375, 0.125, 0.0625,
            ])
        expectEqual(curve.area, 0.8)
    }

    @Test("average precision is scikit-learn's")
    func averagePrecision() throws {
        let curve = try #require(PrecisionRecallCurve(scores: scores, isPositive: isPositive))
        expectEqual(curve.averagePrecision, 0.8392857142857143)
        #expect(curve.points.last?.recall == 1)
    }

    @Test("a perfect ranking has area 1, its reverse 0, one score for all 0.5")
    func extremes() {
        let positive = [true, true, false, false, false]
        #expect(ROCCurve(scores: [5, 4, 3, 2, 1], isPositive: positive)?.area == 1)
        #expect(ROCCurve(scores: [1, 2, 3, 4, 5], isPositive: positive)?.area == 0)
        #expect(ROCCurve(scores: [1, 1, 1, 1, 1], isPositive: positive)?.area == 0.5)
        #expect(PrecisionRecallCurve(scores: [5, 4, 3, 2, 1], isPositive: positive)?.averagePrecision == 1)
    }

    @Test("with one class alone the curves are not defined")
    func oneClass() {
        #expect(ROCCurve(scores: [1, 2], isPositive: [true, true]) == nil)
        #expect(ROCCurve(scores: [], isPositive: []) == nil)
        #expect(PrecisionRecallCurve(scores: [1, 2], isPositive: [false, false]) == nil)
    }
}

/// Eight rows of three classes; probabilities that floats hold exactly.
enum Fixed {
    static let probabilities: [Float] = [
        80, 32, 16, 16, 96, 16, 40, 48, 40, 8, 8, 112, 64, 48, 16, 20, 28, 80, 100, 20, 8, 50, 60, 18,
    ].map { $0 / 128 }
    static let classes: [Int32] = [0, 1, 2, 2, 1, 2, 0, 1]
}
