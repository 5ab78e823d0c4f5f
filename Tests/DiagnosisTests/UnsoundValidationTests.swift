import Diagnosis
import Testing
import Training

@Suite("A validation loss that is not finite")
struct UnsoundValidationTests {
    private func report(_ epoch: Int, loss: Double, rows: Int? = nil) -> EpochReport {
        var validation = SplitMetrics(loss: loss)
        validation.nonFiniteRows = rows
        return EpochReport(
            epoch: epoch, step: epoch * 10, training: SplitMetrics(loss: 0.5), validation: validation,
            learningRate: 0.1, seconds: 1, isBest: false)
    }

    @Test("is an alarm with the epoch and the count of rows, until it is finite again")
    func alarm() throws {
        var monitor = GradientMonitor(layers: [])
        monitor.observe(report(1, loss: 0.4))
        #expect(monitor.verdict == nil)
        monitor.observe(report(2, loss: .nan, rows: 3))
        monitor.observe(report(3, loss: .nan, rows: 5))
        let verdict = try #require(monitor.verdict)
        #expect(verdict.severity == .alarm)
        #expect(verdict.sinceStep == 20)
        #expect(verdict.headline.hasPrefix("Validation loss is not finite since epoch 2: 3 validation rows"))
        monitor.observe(report(4, loss: 0.3))
        #expect(monitor.verdict == nil)
    }

    @Test("is withdrawn where the run goes back to before it")
    func rewound() {
        var monitor = GradientMonitor(layers: [])
        monitor.observe(report(2, loss: .infinity))
        monitor.rewind(toStep: 20)
        #expect(monitor.verdict != nil)
        monitor.rewind(toStep: 19)
        #expect(monitor.verdict == nil)
    }
}
