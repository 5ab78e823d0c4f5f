import Diagnosis
import Testing
import Training

@Suite("A symptom must last, and ends clearly")
struct LastingTests {
    private func stuck(_ step: Int) -> Double { 2.3 * SyntheticRun.noise(step, 0.02) }

    @Test("Nothing for fifty steps, then a note, an alarm only after a hundred steps without progress")
    func noteBeforeAlarm() {
        for norms in [chain(8, factor: 0.3), chain(5, factor: 4, last: 0.1)] {
            var run = SyntheticRun(layers: norms.count)
            for step in 1...150 {
                run.advance(loss: stuck(step), norms: norms)
                let severity = run.monitor.verdict?.severity
                switch step {
                case ...50: #expect(severity == nil, "step \(step)")
                case ...100: #expect(severity == .note, "step \(step)")
                case 150: #expect(severity == .alarm)
                default: #expect(severity != nil, "step \(step)")
                }
            }
        }
    }

    @Test("Forty steps of it are none, however often they come")
    func briefIsNothing() {
        var run = SyntheticRun(layers: 8)
        for _ in 1...10 {
            run.advance(40) { (stuck($0), chain(8, factor: 0.3)) }
            #expect(run.monitor.verdict == nil)
            run.advance(60) { (stuck($0), chain(8, factor: 0.9)) }
            #expect(run.monitor.verdict == nil)
        }
    }

    @Test("A share between one and two thousandths keeps what has begun and begins nothing")
    func hysteresis() throws {
        let between = chain(2, factor: 0.0015)
        var fresh = SyntheticRun(layers: 2)
        fresh.advance(400) { (stuck($0), between) }
        #expect(fresh.monitor.verdict == nil)
        var begun = SyntheticRun(layers: 2)
        begun.advance(200) { (stuck($0), chain(2, factor: 0.0002)) }
        begun.advance(200) { (stuck($0), between) }
        let verdict = try #require(begun.monitor.verdict)
        #expect(verdict.severity == .alarm && verdict.sinceStep == 1)
        begun.advance(200) { (stuck($0), chain(2, factor: 0.003)) }
        #expect(begun.monitor.verdict == nil)
        // Once it has ended, the same share begins nothing.
        begun.advance(200) { (stuck($0), between) }
        #expect(begun.monitor.verdict == nil)
    }

    @Test("What counts as learned: nine tenths right, or half of the variance")
    func learned() {
        func severity(accuracy: Double? = nil, r2: Double? = nil) -> GradientVerdict.Severity? {
            var run = SyntheticRun(layers: 8)
            run.advance(300) { (stuck($0), chain(8, factor: 0.3)) }
            run.endEpoch(1, loss: 2.3, accuracy: accuracy, r2: r2)
            run.advance(10) { (stuck($0), chain(8, factor: 0.3)) }
            return run.monitor.verdict?.severity
        }
        #expect(severity(accuracy: 0.91) == .note)
        #expect(severity(accuracy: 0.89) == .alarm)
        #expect(severity(r2: 0.51) == .note)
        #expect(severity(r2: 0.09) == .alarm)
    }

    @Test("An alarm stays one through noise, and ends with a twentieth of real progress")
    func alarmStays() {
        func severity(after factor: Double) -> GradientVerdict.Severity? {
            var run = SyntheticRun(layers: 8)
            run.advance(300) { (stuck($0), chain(8, factor: 0.3)) }
            run.advance(60) { (factor * stuck($0), chain(8, factor: 0.3)) }
            return run.monitor.verdict?.severity
        }
        #expect(severity(after: 0.97) == .alarm)
        #expect(severity(after: 0.9) == .note)
    }

    @Test("A hundredfold gradient with ten times the loss alarms at the fifth step in a row, not at the fourth")
    func strikes() {
        var run = SyntheticRun(layers: 3, activation: "relu")
        run.advance(300) { (2.3 * 0.99.power($0) + 0.05, [0.5, 0.5, 0.5]) }
        for step in 1...5 {
            run.advance(loss: 90, norms: [70, 70, 70])
            #expect((run.monitor.verdict?.severity == .alarm) == (step == 5), "step \(step)")
        }
        var broken = SyntheticRun(layers: 3, activation: "relu")
        broken.advance(300) { (2.3 * 0.99.power($0) + 0.05, [0.5, 0.5, 0.5]) }
        for step in 1...12 {
            let isWild = step % 4 != 0
            broken.advance(loss: isWild ? 90 : 0.2, norms: isWild ? [70, 70, 70] : [0.5, 0.5, 0.5])
            #expect(broken.monitor.verdict?.severity != .alarm, "step \(step)")
        }
    }

    @Test("A number that is not finite is past after fifty finite steps")
    func faultEnds() {
        var run = SyntheticRun(layers: 3, activation: "relu")
        run.advance(100) { (2.3 * 0.99.power($0) + 0.05, [0.5, 0.5, 0.5]) }
        run.advance(loss: .nan, norms: [0.5, 0.5, 0.5])
        run.advance(49) { (2.3 * 0.99.power($0) + 0.05, [0.5, 0.5, 0.5]) }
        #expect(run.monitor.verdict?.severity == .alarm)
        run.advance(1) { (2.3 * 0.99.power($0) + 0.05, [0.5, 0.5, 0.5]) }
        #expect(run.monitor.verdict == nil)
    }

    @Test("The verdict names the worst layer, and the sick ones from the threshold on")
    func worstLayer() throws {
        var run = SyntheticRun(layers: 4)
        run.advance(300) { (stuck($0), [2e-4, 1e-5, 0.01, 0.3]) }
        let vanishing = try #require(run.monitor.verdict)
        #expect(vanishing.layers == [1, 2])
        #expect(vanishing.headline.contains("layer 2 gets 3.3e-5 of layer 4's gradient"))
        var grown = SyntheticRun(layers: 4)
        grown.advance(300) { (stuck($0), [9, 30, 0.2, 0.1]) }
        let growing = try #require(grown.monitor.verdict)
        #expect(growing.layers == [1, 2])
        #expect(growing.headline.contains("layer 2 gets 300 times layer 4's gradient"))
    }

    @Test("Vanishing and exploding at once: what is wrong now comes before what went wrong long ago")
    func presentBeforePast() throws {
        var run = SyntheticRun(layers: 4, activation: "relu")
        run.advance(400) { (2.3 * 0.99.power($0) + 0.05, [0.5, 0.5, 0.5, 0.5]) }
        run.advance(230) { (3 * SyntheticRun.noise($0, 0.05), [60, 50, 40, 30]) }
        #expect(run.monitor.verdict?.symptom == .exploding)
        run.advance(500, { (3 * SyntheticRun.noise($0, 0.02), [0, 0, 0, 0]) }, biases: 0.2)
        let verdict = try #require(run.monitor.verdict)
        #expect(verdict.symptom == .vanishing && verdict.severity == .alarm)
    }
}
