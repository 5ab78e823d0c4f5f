import Evaluation
import Testing

/// Reference values: scikit-learn 1.9.1, `precision_recall_fscore_support`, `roc_auc_score` and
/// `average_precision_score` (of one-hot rows, `average=None` and `"macro"`), `log_loss`.
@Suite("The report on a classifier")
struct ClassificationReportTests {
    @Test("of three classes it has scikit-learn's scores, each class and their mean")
    func threeClasses() {
        let report = ClassificationReport(scores: Fixed.probabilities, truth: Fixed.classes, classCount: 3)
        #expect(report.matrix.counts == [2, 0, 0, 1, 2, 0, 0, 1, 2])
        expectEqual(report.matrix.accuracy, 0.75)
        expectEqual(report.classes.map(\.precision), [2.0 / 3, 2.0 / 3, 1])
        expectEqual(report.classes.map(\.recall), [1, 2.0 / 3, 2.0 / 3])
        expectEqual(report.classes.map(\.f1), [0.8, 2.0 / 3, 0.8])
        #expect(report.classes.map(\.support) == [2, 3, 3])
        expectEqual(report.matrix.macroF1, 0.7555555555555555)
        expectEqual(report.classes.compactMap(\.rocArea), [1, 0.9666666666666667, 1])
        expectEqual(report.rocArea ?? .nan, 0.9888888888888889)
        expectEqual(report.classes.compactMap(\.averagePrecision), [1, 0.9166666666666665, 1])
        expectEqual(report.averagePrecision ?? .nan, 0.9722222222222222)
        expectEqual(report.logLoss ?? .nan, 0.563718320751778)
        expectEqual(report.calibration?.error ?? .nan, 0.21875)
    }

    @Test("of two classes areas are those of the second, as in scikit-learn")
    func twoClasses() {
        let positive: [Float] = [16, 40, 35, 80, 40, 72, 8, 40, 96, 60].map { $0 / 128 }
        let report = ClassificationReport(
            scores: positive.flatMap { [1 - $0, $0] }, truth: [0, 0, 1, 1, 0, 1, 0, 1, 1, 0], classCount: 2)
        expectEqual(report.matrix.accuracy, 0.8)
        expectEqual(report.classes.map(\.precision), [5.0 / 7, 1])
        expectEqual(report.classes.map(\.recall), [1, 0.6])
        expectEqual(report.classes.map(\.f1), [5.0 / 6, 0.75])
        expectEqual(report.rocArea ?? .nan, 0.8)
        expectEqual(report.averagePrecision ?? .nan, 0.8392857142857143)
        expectEqual(report.logLoss ?? .nan, 0.5372862230225388)
    }

    @Test("scores that are no probabilities have no log-loss and no calibration")
    func scores() {
        let report = ClassificationReport(
            scores: [3, -1, -2, 5], truth: [0, 1], classCount: 2, areProbabilities: false)
        #expect(report.matrix.accuracy == 1 && report.rocArea == 1)
        #expect(report.logLoss == nil && report.calibration == nil)
    }

    @Test("where a class is missing there is no mean area, and no trap")
    func missingClass() {
        let report = ClassificationReport(scores: Fixed.probabilities, truth: [0, 1, 1, 0, 1, 0, 0, 1], classCount: 3)
        #expect(report.rocArea == nil && report.averagePrecision == nil)
        #expect(report.classes[2].rocArea == nil && report.classes[0].rocArea != nil)
        #expect(ClassificationReport(scores: [], truth: [], classCount: 2).matrix.total == 0)
    }

    @Test("of equal scores the first class is taken")
    func ties() {
        #expect(mostLikelyClasses([1, 1, 0, 0, 2, 2, .nan, 1, 2], classCount: 3) == [0, 1, noClass])
        #expect(mostLikelyClasses([], classCount: 3).isEmpty)
    }
}
