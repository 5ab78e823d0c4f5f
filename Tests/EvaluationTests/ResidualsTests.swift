import Evaluation
import Testing

/// Reference values: NumPy 2, `mean`, `std(ddof=1)`, `quantile`.
@Suite("Residuals")
struct ResidualsTests {
    private let residuals = Residuals(
        truth: [3, -0.5, 2, 7, 4.25, 1000], predictions: [2.5, 0, 2, 8, 4, 990.5])

    @Test("are truth minus prediction, each beside its prediction")
    func points() {
        expectEqual(residuals.points.map(\.residual), [0.5, -0.5, 0, -1, 0.25, 9.5])
        expectEqual(residuals.points.map(\.prediction), [2.5, 0, 2, 8, 4, 990.5])
    }

    @Test("mean, standard deviation and quantiles are NumPy's")
    func summary() {
        expectEqual(residuals.mean, 1.4583333333333333)
        expectEqual(residuals.standardDeviation, 3.9762314654288757)
        expectEqual([0, 0.25, 0.5, 0.75, 1].map(residuals.quantile), [-1, -0.375, 0.125, 0.4375, 9.5])
    }

    @Test("quantiles between two numbers are interpolated as NumPy does")
    func quantiles() {
        let sorted = [1, 1.5, 2.6, 3, 4, 9]
        expectEqual(
            [0, 0.1, 0.5, 0.9, 0.975, 1].map { quantile(ofSorted: sorted, $0) }, [1, 1.25, 2.8, 6.5, 8.375, 9])
        #expect(median([3, 1, 2]) == 2 && median([4, 1]) == 2.5)
    }

    @Test("without rows there is no summary")
    func empty() {
        let none = Residuals(truth: [], predictions: [])
        #expect(none.mean.isNaN && none.standardDeviation.isNaN && none.quantile(0.5).isNaN)
    }
}
