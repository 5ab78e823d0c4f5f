import Diagnosis
import Testing
import Training

@Suite("Vanishing gradients")
struct VanishingTests {
    @Test("A flat loss and a first layer that gets 3e-5 is an alarm after a hundred steps, in plain words")
    func chainAlarms() throws {
        var run = SyntheticRun(layers: 12)
        let factor = 0.388  // 0.388¹¹ ≈ 3.0e-5
        run.advance(40) { (2.303 * SyntheticRun.noise($0, 0.02), chain(12, factor: factor)) }
        #expect(run.monitor.verdict == nil)
        run.advance(361) { (2.303 * SyntheticRun.noise($0, 0.02), chain(12, factor: factor)) }
        let verdict = try #require(run.monitor.verdict)
        #expect(verdict.symptom == .vanishing && verdict.severity == .alarm)
        #expect(
            verdict.headline
                == "Vanishing gradient: layer 1 gets 3e-5 of layer 12's gradient for 400 steps (sigmoid, depth 12)")
        #expect(verdict.layers == [1, 2, 3, 4])
        #expect(abs(verdict.measured - 3e-5) < 2e-6 && verdict.threshold > 0.9e-3 && verdict.sinceStep == 1)
        #expect(verdict.advice.first?.contains("relu") == true)
    }

    @Test("It is an alarm by step 130 at the latest")
    func alarmsSoon() {
        var run = SyntheticRun(layers: 8)
        run.advance(130) { (2.3 * SyntheticRun.noise($0, 0.05), chain(8, factor: 0.3)) }
        #expect(run.monitor.verdict?.severity == .alarm)
    }

    @Test("Weights that get nothing while biases do: dead units, zero weights")
    func starvedAlarms() throws {
        var dead = SyntheticRun(layers: 3, activation: "relu")
        dead.advance(300, { (2.303 * SyntheticRun.noise($0, 0.02), [0, 0, 0]) }, biases: 0.2)
        let nothing = try #require(dead.monitor.verdict)
        #expect(nothing.severity == .alarm && nothing.layers == [1, 2, 3])
        #expect(nothing.headline.contains("no weight gets any gradient for 299 steps"))
        var small = SyntheticRun(layers: 7, activation: "relu")
        small.advance(300, { (2.303 * SyntheticRun.noise($0, 0.02), chain(7, factor: 1, last: 2e-10)) }, biases: 0.1)
        let little = try #require(small.monitor.verdict)
        #expect(little.severity == .alarm && little.headline.contains("2e-9 of the gradient"))
    }

    @Test("Below a step nothing arrives: the verdict names the step and what to put in its place")
    func stepBlocks() throws {
        var run = SyntheticRun(layers: 3, activation: "step")
        run.advance(300) { (1.1 * SyntheticRun.noise($0, 0.02), [0, 0, 0.3]) }
        let verdict = try #require(run.monitor.verdict)
        #expect(verdict.severity == .alarm && verdict.layers == [1, 2] && verdict.measured == 0)
        #expect(
            verdict.headline
                == "Vanishing gradient: layers 1 to 2 get none for 299 steps: 'step' in layer 2 has slope 0 everywhere")
        #expect(
            verdict.advice.first == "layers.1.activation relu and layers.2.activation relu (restart)")
    }

    @Test("A step at the output leaves no gradient at all, not even to the biases")
    func stepAtTheOutputBlocks() throws {
        var run = SyntheticRun(layers: 2, activation: "tanh", output: "step")
        run.advance(300) { _ in (0.5, [0, 0]) }
        let verdict = try #require(run.monitor.verdict)
        #expect(verdict.severity == .alarm && verdict.layers == [1, 2])
        #expect(verdict.headline.contains("'step' in layer 2"))
        #expect(verdict.advice.first == "layers.2.activation identity (restart)")
    }

    @Test("A step that a skip leads around is not to blame")
    func stepBesideASkip() {
        var run = SyntheticRun(layers: 3, activation: "step")
        run.advance(300) { (1.1 * SyntheticRun.noise($0, 0.02), [0.2, 0.1, 0.3]) }
        #expect(run.monitor.verdict == nil)
    }

    @Test("Units that die in the middle of a good run are found, since when they died")
    func deathIsFound() throws {
        var run = SyntheticRun(layers: 3, activation: "relu")
        run.advance(500) { (2.3 * 0.99.power($0), [0.5, 0.4, 0.3]) }
        run.endEpoch(1, loss: 0.1, accuracy: 0.6)
        #expect(run.monitor.verdict == nil)
        run.advance(300, { (2.303 * SyntheticRun.noise($0, 0.02), [0, 0, 0]) }, biases: 0.2)
        let verdict = try #require(run.monitor.verdict)
        #expect(verdict.symptom == .vanishing && verdict.severity == .alarm)
        #expect((501...560).contains(verdict.sinceStep))
    }

    @Test("A network that learns in spite of it gets a quiet note")
    func learningIsNote() throws {
        var run = SyntheticRun(layers: 8)
        run.advance(600) { (2.3 * 0.995.power($0) + 0.02, chain(8, factor: 0.3)) }
        #expect(run.monitor.verdict?.severity == .note)
    }

    @Test("A converged network's ratio is at most a note")
    func convergedIsNote() {
        var run = SyntheticRun(layers: 6, activation: "tanh")
        run.advance(500) { (0.7 * 0.98.power($0) + 1e-4, [0.1, 0.1, 0.1, 0.1, 0.1, 0.1]) }
        run.endEpoch(5, loss: 1e-4, accuracy: 1)
        run.advance(3000) { (1e-4 * SyntheticRun.noise($0, 0.9), chain(6, factor: 0.2, last: 1e-6)) }
        #expect(run.monitor.verdict?.severity != .alarm)
    }

    @Test("A loss scaled by 1e-4, norms and all, raises nothing")
    func scaledLossIsHealthy() {
        var run = SyntheticRun(layers: 5, activation: "relu")
        run.advance(1000) { (2.3e-4 * 0.997.power($0), chain(5, factor: 0.8, last: 3e-5)) }
        #expect(run.monitor.verdict == nil)
    }

    @Test("A long delay at chance with healthy ratios raises nothing", arguments: [0.0, 0.1])
    func delayIsHealthy(noise: Double) {
        var run = SyntheticRun(layers: 2, activation: "tanh")
        run.advance(3000) { (0.693 * SyntheticRun.noise($0, noise), [0.01, 0.05]) }
        #expect(run.monitor.verdict == nil)
    }

    @Test("It clears itself when the gradient comes back")
    func clears() {
        var run = SyntheticRun(layers: 8)
        run.advance(300) { (2.3 * SyntheticRun.noise($0, 0.02), chain(8, factor: 0.3)) }
        #expect(run.monitor.verdict?.severity == .alarm)
        run.advance(200) { (2.3 * SyntheticRun.noise($0, 0.02), chain(8, factor: 0.7)) }
        #expect(run.monitor.verdict == nil)
    }

    @Test("It becomes a note when the loss begins to fall")
    func quietens() {
        var run = SyntheticRun(layers: 8)
        run.advance(300) { (2.3 * SyntheticRun.noise($0, 0.02), chain(8, factor: 0.3)) }
        #expect(run.monitor.verdict?.severity == .alarm)
        run.advance(100) { (2.3 * 0.99.power($0 - 300), chain(8, factor: 0.3)) }
        #expect(run.monitor.verdict?.severity == .note)
    }

    @Test("Going back before it began takes it back")
    func rewinds() {
        var run = SyntheticRun(layers: 3, activation: "relu")
        run.advance(500) { (2.3 * 0.99.power($0) + 0.05, [0.5, 0.4, 0.3]) }
        run.advance(300, { _ in (2.303, [0, 0, 0]) }, biases: 0.2)
        #expect(run.monitor.verdict?.severity == .alarm)
        run.rewind(toStep: 500)
        #expect(run.monitor.verdict == nil)
        run.advance(300) { (2.3 * 0.99.power($0) + 0.05, [0.5, 0.4, 0.3]) }
        #expect(run.monitor.verdict == nil)
    }

    @Test("A regression that explains nothing is stuck however far its loss fell at first")
    func regressionIsJudgedByR2() {
        var run = SyntheticRun(layers: 6)
        // The output bias finds the mean at once; then nothing moves.
        run.advance(400) { (1 + 9 * 0.7.power($0), chain(6, factor: 0.1)) }
        #expect(run.monitor.verdict?.severity == .note)
        run.endEpoch(1, loss: 1, r2: 0.001)
        run.advance(100) { (1 + 9 * 0.7.power($0), chain(6, factor: 0.1)) }
        #expect(run.monitor.verdict?.severity == .alarm)
    }

    @Test("Merged rows count as the steps they stand for")
    func mergedRows() {
        var run = SyntheticRun(layers: 8)
        var batch = TelemetryBatch(layout: run.layout, capacity: 8)
        for step in 1...400 {
            batch.append(step: step) { row in
                for column in 0..<run.layout.columnCount { row[column] = 1 }
                row[TelemetryLayout.loss] = 2.3
                row[TelemetryLayout.gradientNorm] = 0.3
                for (layer, norm) in chain(8, factor: 0.3).enumerated() {
                    row[run.layout.column(.gradientNorm, layer: layer)] = Float(norm)
                }
            }
        }
        run.monitor.observe(batch)
        #expect(batch.widths[0] > 1 && run.monitor.verdict?.severity == .alarm)
    }
}

extension Double {
    /// This number to the power of a whole one.
    func power(_ exponent: Int) -> Double {
        var result = 1.0
        var base = self
        var left = exponent
        while left > 0 {
            if left & 1 == 1 { result *= base }
            base *= base
            left >>= 1
        }
        return result
    }
}
