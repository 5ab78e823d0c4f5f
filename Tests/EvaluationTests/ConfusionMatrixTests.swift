import Evaluation
import Testing

/// Reference values: scikit-learn 1.9.1, `confusion_matrix`, `accuracy_score`, `precision_score`, `recall_score`,
/// `f1_score` (`average=None` and `"macro"`, `zero_division=0`).
@Suite("The confusion matrix and what follows from it")
struct ConfusionMatrixTests {
    private let matrix = ConfusionMatrix(
        truth: [0, 1, 2, 2, 1, 0, 3, 3, 1, 2, 0, 0], predictions: [0, 2, 2, 2, 1, 0, 1, 3, 1, 0, 0, 1], classCount: 4)

    @Test("counts rows by true class and columns by predicted one")
    func counts() {
        #expect(matrix.counts == [3, 1, 0, 0, 0, 2, 1, 0, 1, 0, 2, 0, 0, 1, 0, 1])
        #expect(matrix.total == 12)
        #expect(matrix[0, 1] == 1 && matrix[1, 0] == 0)
        #expect((0..<4).map(matrix.support) == [4, 3, 3, 2])
        #expect((0..<4).map(matrix.predicted) == [4, 4, 3, 1])
    }

    @Test("accuracy, precision, recall and F1 are scikit-learn's")
    func parity() {
        expectEqual(matrix.accuracy, 0.6666666666666666)
        expectEqual((0..<4).map(matrix.precision), [0.75, 0.5, 0.6666666666666666, 1])
        expectEqual((0..<4).map(matrix.recall), [0.75, 0.6666666666666666, 0.6666666666666666, 0.5])
        expectEqual(
            (0..<4).map(matrix.f1), [0.75, 0.5714285714285714, 0.6666666666666666, 0.6666666666666666])
        expectEqual(matrix.macroPrecision, 0.7291666666666666)
        expectEqual(matrix.macroRecall, 0.6458333333333333)
        expectEqual(matrix.macroF1, 0.6636904761904762)
    }

    @Test("a class that neither occurs nor is predicted is no part of the mean")
    func absentClass() {
        let matrix = ConfusionMatrix(truth: [0, 0, 2, 2, 0], predictions: [0, 2, 2, 0, 0], classCount: 3)
        expectEqual(matrix.macroPrecision, 0.5833333333333333)
        expectEqual(matrix.macroRecall, 0.5833333333333333)
        expectEqual(matrix.macroF1, 0.5833333333333333)
    }

    @Test("a class never predicted has precision 0")
    func neverPredicted() {
        let matrix = ConfusionMatrix(truth: [0, 1, 2, 0, 1, 2], predictions: [0, 1, 1, 0, 1, 1], classCount: 3)
        #expect(matrix.precision(of: 2) == 0)
        expectEqual(matrix.macroPrecision, 0.5)
        expectEqual(matrix.macroRecall, 0.6666666666666666)
        expectEqual(matrix.macroF1, 0.5555555555555555)
    }

    @Test("without rows there is no accuracy")
    func empty() {
        #expect(ConfusionMatrix(classCount: 3).accuracy.isNaN)
    }
}

func expectEqual(
    _ found: Double, _ expected: Double, tolerance: Double = 1e-12, at place: SourceLocation = #_sourceLocation
) {
    #expect(abs(found - expected) <= tolerance * max(1, abs(expected)), "\(found) ≠ \(expected)", sourceLocation: place)
}

func expectEqual(_ found: [Double], _ expected: [Double], at place: SourceLocation = #_sourceLocation) {
    #expect(found.count == expected.count, sourceLocation: place)
    for (a, b) in zip(found, expected) { expectEqual(a, b, at: place) }
}
