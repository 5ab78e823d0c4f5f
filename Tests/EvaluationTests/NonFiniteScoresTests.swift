import Testing

@testable import Evaluation

@Suite("Scores that are not finite")
struct NonFiniteScoresTests {
    private static let bad: [Float] = [.nan, -.nan, .infinity, -.infinity]

    @Test("the first of equal scores is chosen, and none where one is not finite, wherever it stands")
    func choice() {
        #expect(mostLikelyClass([0.2, 0.4, 0.4] as [Float]) == 1)
        #expect(mostLikelyClass([0, 0, 0] as [Float]) == 0)
        #expect(mostLikelyClass([0.5] as [Float]) == 0 && mostLikelyClass([0.51] as [Float]) == 1)
        for value in Self.bad {
            #expect(mostLikelyClass([value]) == noClass)
            for place in 0..<3 {
                var scores: [Float] = [0.1, 0.7, 0.2]
                scores[place] = value
                #expect(mostLikelyClass(scores) == noClass)
            }
        }
    }

    @Test("their rows are misses in the denominator; what rests on all scores is not defined", arguments: bad)
    func report(value: Float) {
        // Rows 0…2 are right; row 3 would be, but for one score.
        for place in 0..<2 {
            var scores: [Float] = [0.9, 0.1, 0.2, 0.8, 0.7, 0.3, 0.4, 0.6]
            scores[6 + place] = value
            let report = ClassificationReport(scores: scores, truth: [0, 1, 0, 1], classCount: 2)
            #expect(report.matrix.accuracy == 0.75)
            #expect(report.matrix.total == 4 && report.matrix.support(of: 1) == 2)
            #expect(report.matrix.recall(of: 1) == 0.5)
            #expect(report.matrix.precision(of: 1) == 1)
            #expect(report.logLoss == nil && report.calibration == nil)
            #expect(report.rocArea == nil && report.averagePrecision == nil)
            #expect(logLoss(probabilities: scores, classes: [0, 1, 0, 0], classCount: 2).isNaN || place == 1)
            let calibration = Calibration(probabilities: scores, classes: [0, 1, 0, 1], classCount: 2)
            #expect(calibration.bins.reduce(0) { $0 + $1.count } == 3)
        }
    }

    @Test("errors and residuals are not defined with one, and nothing is sorted by it", arguments: bad)
    func regression(value: Float) {
        let score = RegressionScore(truth: [1, 2, 3], predictions: [1, value, 3])
        #expect(!score.mse.isFinite && !score.mae.isFinite && score.r2.isNaN)
        let residuals = Residuals(truth: [1, 2, 3], predictions: [1, value, 3])
        #expect(residuals.points.count == 3)
        #expect(residuals.mean.isNaN && residuals.standardDeviation.isNaN && residuals.quantile(0.5).isNaN)
        #expect(median([1, .nan, 2]).isNaN && median([2, 1, 4]) == 2)
    }
}
