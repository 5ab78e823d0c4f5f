import Evaluation
import Testing

/// Reference values: scikit-learn 1.9.1, `mean_squared_error`, `mean_absolute_error`, `r2_score`.
@Suite("Scores of predicted numbers")
struct RegressionScoreTests {
    private let truth: [Float] = [3, -0.5, 2, 7, 4.25, 1000]
    private let predictions: [Float] = [2.5, 0, 2, 8, 4, 990.5]

    @Test("MSE, MAE and R² are scikit-learn's")
    func parity() {
        let score = RegressionScore(truth: truth, predictions: predictions)
        expectEqual(score.mse, 15.302083333333334)
        expectEqual(score.mae, 1.9583333333333333)
        expectEqual(score.r2, 0.9998891317142782)
    }

    @Test("R² does not lose digits far from zero")
    func farFromZero() {
        let far = RegressionScore(
            truth: truth.prefix(5).map { $0 + 16384 }, predictions: predictions.prefix(5).map { $0 + 16384 })
        expectEqual(far.r2, 0.9491042345276873, tolerance: 1e-9)
    }

    @Test("of a constant truth R² is 1 if every prediction is right, else 0")
    func constantTruth() {
        #expect(RegressionScore(truth: [1, 1, 1], predictions: [1, 1, 1]).r2.isNaN)
        #expect(RegressionScore(truth: [1, 1, 1], predictions: [1, 2, 1]).r2.isNaN)
    }

    @Test("without rows there is no score; a prediction that is not a number shows")
    func degenerate() {
        #expect(RegressionScore().mse.isNaN && RegressionScore().r2.isNaN)
        #expect(RegressionScore(truth: [1, 2], predictions: [.nan, 2]).r2.isNaN)
        #expect(RegressionScore(truth: [1, 1], predictions: [.nan, 1]).r2.isNaN)
    }
}
