import Terminal
import Testing
import Training
import Tunables

@testable import Dashboard

@Suite("Redo after training on")
struct RedoTests {
    /// Changed at step 100, trained to step 450, the last of them undelivered when it was undone, then trained on.
    private func undone(thenTrained steps: Int, changing line: String = ":lr 0.01") -> Session {
        var session = Session()
        session.train(100)
        session.type(line)
        session.press(.enter)
        session.train(345)
        _ = session.run.makeSteps(5)
        session.press(.character("u"))
        session.train(steps)
        return session
    }

    private func rates(_ session: Session) -> [Float] {
        session.state.history.buckets(column: TelemetryLayout.learningRate, steps: 101...440, count: 1000).map(\.mean)
    }

    @Test("the branch in force is the redone one: its curve, its best epoch, its step", arguments: [20, 200, 600])
    func branch(steps: Int) {
        var session = undone(thenTrained: steps)
        session.press(.character("U"))
        session.train(60)
        #expect(session.state.run.step == 510)
        #expect(rates(session) == Array(repeating: 0.01, count: 340))
        #expect(session.state.history.ghosts.map(\.steps) == [101...100 + steps])
        #expect(session.state.history.epochs.map(\.step) == (1...11).map { 45 * $0 })
        #expect(session.state.run.best?.epoch == 11)
        #expect(session.shows("@ 11"))
    }

    @Test("speed and time to go are those of the branch in force")
    func clocks() {
        var session = undone(thenTrained: 200)
        session.press(.character("U"))
        session.train(300)
        let speed = session.state.throughput.stepsPerSecond ?? 0
        #expect(abs(speed - 1000) < 1)
        #expect(session.state.run.stepsInEpoch == 45)
        #expect(session.state.run.stepsLeft == Double(60 * 45 - 750))
        #expect(session.shows("ETA 0:0"))
    }

    @Test("once undone, an epoch takes again the steps it took before the batch size was changed")
    func epochLength() {
        var session = Session()
        session.train(100)
        session.type(":batch.size 16")
        session.press(.enter)
        // Epochs are twice as long with half the batch.
        session.run.stepsPerEpoch = 90
        session.train(200)
        #expect(session.state.run.stepsInEpoch == 90)
        session.press(.character("u"))
        #expect(session.state.run.stepsInEpoch == 45)
        session.press(.character("U"))
        #expect(session.state.run.stepsInEpoch == 90)
    }

    @Test("the gradients over time are drawn for the redone stretch too")
    func heatmap() {
        var session = undone(thenTrained: 80)
        session.press(.character("U"))
        session.train(10)
        let layout = session.run.layout
        let norms = session.state.history.buckets(
            column: layout.column(.gradientNorm, layer: 0), steps: 1...460, count: 46)
        #expect(norms.count == 46)
        #expect(norms.reduce(0) { $0 + $1.width } == 455)
        #expect(norms.allSatisfy { $0.mean > 0 })
    }

    @Test("an alarm of the branch that was left goes with it")
    func verdict() {
        var session = undone(thenTrained: 100)
        // The left branch's loss is not finite at its end.
        let bad = TelemetryBatch.nonFinite(session.run.layout, step: 201)
        session.deliver(bad)
        #expect(session.state.verdict != nil)
        session.press(.character("U"))
        #expect(session.state.verdict == nil)
    }
}

extension TelemetryBatch {
    /// One step whose loss is not a number.
    fileprivate static func nonFinite(_ layout: TelemetryLayout, step: Int) -> TelemetryBatch {
        var batch = TelemetryBatch(layout: layout, capacity: 2)
        batch.append(step: step) { row in
            for column in 0..<layout.columnCount { row[column] = .nan }
        }
        return batch
    }
}
