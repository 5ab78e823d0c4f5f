import Evaluation
import Testing

@Suite("Scores of probabilities")
struct ProbabilityScoresTests {
    /// scikit-learn 1.9.1, `log_loss` in float64.
    @Test("log-loss is scikit-learn's, finite where a probability is 0")
    func logLossParity() {
        expectEqual(
            logLoss(probabilities: Fixed.probabilities, classes: Fixed.classes, classCount: 3), 0.563718320751778)
        expectEqual(
            logLoss(probabilities: [1, 0, 0, 1, 0, 1], classes: [0, 1, 0], classCount: 2), 12.014551129705717)
    }

    /// NumPy, from the definition: Σ share of the bin · |accuracy − confidence| over right-closed bins.
    @Test(
        "the expected calibration error follows its definition",
        arguments: [(10, 0.21875), (15, 0.21875), (4, 0.2109375)])
    func calibration(bins: Int, expected: Double) {
        let calibration = Calibration(
            probabilities: Fixed.probabilities, classes: Fixed.classes, classCount: 3, binCount: bins)
        expectEqual(calibration.error, expected)
        #expect(calibration.bins.count == bins)
        #expect(calibration.bins.reduce(0) { $0 + $1.count } == Fixed.classes.count)
    }

    @Test("certain and right is perfectly calibrated, certain and wrong not at all")
    func certainty() {
        #expect(Calibration(probabilities: [1, 0, 0, 1], classes: [0, 1], classCount: 2).error == 0)
        #expect(Calibration(probabilities: [1, 0, 0, 1], classes: [1, 0], classCount: 2).error == 1)
    }
}
