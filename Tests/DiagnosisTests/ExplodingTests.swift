import Diagnosis
import Testing
import Training

@Suite("Exploding gradients")
struct ExplodingTests {
    /// A good run: the loss falls, norms wander about 0.5.
    private func healthy(_ steps: Int, layers: Int = 3) -> SyntheticRun {
        var run = SyntheticRun(layers: layers, activation: "relu")
        run.advance(steps) { step in
            let size = 0.5 * SyntheticRun.noise(step, 0.4)
            return (
                2.3 * 0.99.power(step) + 0.05 * SyntheticRun.noise(step + 7, 0.3), Array(repeating: size, count: layers)
            )
        }
        return run
    }

    @Test("A number that is not finite alarms at once and names its layer", arguments: [Double.nan, .infinity])
    func faultAlarms(fault: Double) throws {
        var run = healthy(100)
        run.advance(loss: 0.5, norms: [0.5, fault, 0.5])
        let verdict = try #require(run.monitor.verdict)
        #expect(verdict.symptom == .exploding && verdict.severity == .alarm && verdict.layers == [2])
        #expect(verdict.headline == "Exploding gradient: the gradient of layer 2 is not finite since step 101")
        #expect(verdict.advice.contains("clip norm"))
        run.advance(loss: .nan, norms: [fault, fault, fault])
        #expect(run.monitor.verdict?.sinceStep == 101)
        run.rewind(toStep: 100)
        #expect(run.monitor.verdict == nil)
    }

    @Test("A loss that is not finite with sound gradients is told as such")
    func lossFault() {
        var run = healthy(100)
        run.advance(loss: .infinity, norms: [0.5, 0.5, 0.5])
        #expect(run.monitor.verdict?.headline.contains("the loss is not finite") == true)
    }

    @Test("Gradients and loss that grow from step to step alarm before they overflow")
    func runawayAlarms() throws {
        var run = healthy(400)
        run.advance(14) { step in
            let growth = 2.5.power(step - 400)
            return (0.1 * growth, [0.5 * growth, 0.5 * growth, 0.5 * growth])
        }
        let verdict = try #require(run.monitor.verdict)
        #expect(verdict.symptom == .exploding && verdict.severity == .alarm)
        #expect(verdict.headline.contains("jumped") && (401...406).contains(verdict.sinceStep))
    }

    @Test("A jump after which the loss does not come back alarms; undoing it clears it")
    func divergenceAlarms() {
        var run = healthy(800)
        run.advance(230) { step in (2.5 * SyntheticRun.noise(step, 0.1), [40, 30, 20]) }
        #expect(run.monitor.verdict?.severity == .alarm)
        run.rewind(toStep: 800)
        #expect(run.monitor.verdict == nil)
        run.advance(300) { step in (0.05 * SyntheticRun.noise(step, 0.3), [0.5, 0.5, 0.5]) }
        #expect(run.monitor.verdict == nil)
    }

    @Test("Huge gradients and a loss far worse than guessing are an alarm")
    func hugeAlarms() throws {
        var run = SyntheticRun(layers: 7, activation: "relu")
        run.advance(100) { (4000 * SyntheticRun.noise($0, 0.3), Array(repeating: 9000, count: 7)) }
        run.endEpoch(1, loss: 4000, accuracy: 0.3)
        run.advance(100) { (3000 * SyntheticRun.noise($0, 0.3), Array(repeating: 9000, count: 7)) }
        let verdict = try #require(run.monitor.verdict)
        #expect(verdict.severity == .alarm && verdict.layers == [1, 2, 3, 4, 5, 6, 7])
        #expect(verdict.headline.hasPrefix("Exploding gradient: its length is 2.4e4"))
    }

    @Test("Gradients that grow a hundredfold toward the input alarm when nothing is learned, else they are a note")
    func growthAlarms() throws {
        var stuck = SyntheticRun(layers: 5, activation: "tanh")
        stuck.advance(300) { (2.3 * SyntheticRun.noise($0, 0.05), chain(5, factor: 4, last: 0.1)) }
        let verdict = try #require(stuck.monitor.verdict)
        #expect(verdict.severity == .alarm && verdict.layers == [1])
        #expect(verdict.headline.contains("layer 1 gets 260 times layer 5's gradient for 299 steps"))
        var learning = SyntheticRun(layers: 5, activation: "tanh")
        learning.advance(300) { (2.3 * 0.99.power($0), chain(5, factor: 4, last: 0.1)) }
        #expect(learning.monitor.verdict?.severity == .note)
    }

    @Test("One batch of thirty times the gradient, from which the run recovers, is none")
    func outlierIsHealthy() {
        var run = healthy(500)
        run.advance(loss: 3, norms: [15, 15, 15])
        #expect(run.monitor.verdict == nil)
        for step in 1...400 {
            // The loss takes two hundred steps to come down again.
            let loss = 0.05 + 0.9 * 0.97.power(step)
            run.advance(loss: loss, norms: [0.5, 0.5, 0.5].map { $0 * (1 + 2 * 0.9.power(step)) })
            #expect(run.monitor.verdict?.severity != .alarm, "step \(step)")
        }
        #expect(run.monitor.verdict == nil)
    }

    @Test("A clip that is always active is none: norms of ten, a loss that falls")
    func activeClipIsHealthy() {
        var run = SyntheticRun(layers: 4, activation: "relu")
        run.advance(1500) { step in
            (2.3 * 0.998.power(step) + 0.1, Array(repeating: 5 * SyntheticRun.noise(step, 0.8), count: 4))
        }
        #expect(run.monitor.verdict == nil)
    }

    @Test("A loss scaled by ten thousand that falls is no alarm")
    func scaledLossIsHealthy() {
        var run = SyntheticRun(layers: 4, activation: "relu")
        for _ in 0..<10 { run.advance(100) { (2.3e4 * 0.997.power($0), [5e3, 4e3, 3e3, 3e3]) } }
        #expect(run.monitor.verdict?.severity != .alarm)
    }

    @Test("A converged run, its tiny loss jumping about, is none")
    func convergedIsHealthy() {
        var run = healthy(600)
        run.endEpoch(3, loss: 0.001, accuracy: 1)
        run.advance(3000) { step in
            let spread = SyntheticRun.noise(step, 1) * SyntheticRun.noise(step * 31, 1)
            return (1e-4 * spread * spread * spread + 1e-7, [1e-3, 1e-3, 1e-3].map { $0 * spread * spread })
        }
        #expect(run.monitor.verdict?.severity != .alarm)
    }

    @Test("A noise floor, where the loss cannot fall further, is none")
    func noiseFloorIsHealthy() {
        var run = SyntheticRun(layers: 3, activation: "relu")
        run.advance(4000) { step in
            (0.6 + 0.5 * 0.98.power(step) * SyntheticRun.noise(step, 0.2), [0.2, 0.3, 0.4])
        }
        run.endEpoch(10, loss: 0.6, accuracy: 0.76)
        #expect(run.monitor.verdict == nil)
    }

    @Test("A layout of other layers than the run's is left alone")
    func foreignBatch() {
        var run = SyntheticRun(layers: 3)
        run.monitor.observe(TelemetryBatch(layout: TelemetryLayout(layerCount: 5), capacity: 4))
        #expect(run.monitor.verdict == nil)
        #expect(GradientMonitor(layers: []).verdict == nil)
    }
}
