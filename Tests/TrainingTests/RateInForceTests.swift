import Optimization
import Testing
import Tunables

@testable import Training

@Suite("The rate in force around an intervention")
struct RateInForceTests {
    /// Runs a fixture with a script to its end; the journal's entries and the weights.
    private func run(
        _ settings: [String: Value], _ script: [ScriptedIntervention]
    ) async throws -> (entries: [JournalEntry], rates: [Double], weights: String) {
        let trainer = Trainer(try Fixture.prepared(settings, interventions: script))
        trainer.start()
        var batch = trainer.makeBatch()
        var entries: [JournalEntry] = []
        var rates: [Double] = []
        while true {
            for event in trainer.takeTelemetry(into: &batch) {
                switch event {
                case .journaled(let entry): entries.append(entry)
                case .epoch(let report): rates.append(report.learningRate)
                case .finished(let summary):
                    trainer.send(Command(id: 1, .quit))
                    return (entries, rates, summary.weightsSHA256)
                default: break
                }
            }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    @Test("a base set under a step schedule is told with the rate that it comes to")
    func stepSchedule() async throws {
        let (entries, rates, _) = try await run(
            ["epochs": 6, "schedule.name": "step", "schedule.every": 2, "schedule.gamma": 0.5],
            [ScriptedIntervention(at: .epoch(4), [Assignment("optimizer.lr", 0.01)])])
        let change = try #require(entries.first?.rates)
        #expect(change.before == RateChange.Rate(base: 0.1, effective: 0.025, by: "step"))
        #expect(change.after == RateChange.Rate(base: 0.01, effective: 0.0025, by: "step"))
        #expect(rates[4] == 0.0025)
        #expect(change.words { "\($0)" } == "in force 0.0025 under step")
    }

    @Test("where what is set is in force, nothing is added")
    func constant() async throws {
        let (entries, _, _) = try await run(
            [:], [ScriptedIntervention(at: .epoch(2), [Assignment("optimizer.lr", 0.01)])])
        #expect(entries.first?.rates == nil)
    }

    @Test(
        "more or fewer epochs leave the rate as it is under every schedule, or the jump is told",
        arguments: Schedules.names, [3, 5, 12])
    func epochs(name: String, total: Int) throws {
        let variants: [[String: Value]] = [
            [:], ["schedule.per": "step"], ["schedule.warmup": 1.5],
            ["swa.enabled": true, "swa.start": 0.3, "swa.constant_lr": 0.02],
        ]
        for extra in variants {
            let settings = extra.merging(["epochs": 6, "schedule.name": .word(name)]) { $1 }
            let session = try Fixture.session(settings)
            for _ in 0..<28 {
                session.train(steps: 1)
                let state = session.capture()
                guard session.epoch < min(6, total) else { break }
                let expected = session.effectiveRate
                let before = session.rateInForce
                session.apply(try session.check([Assignment("epochs", .integer(total))]))
                let isTold =
                    RateChange(from: before, to: session.rateInForce, touching: ["epochs"])
                    .map { $0.before.effective != $0.after.effective } ?? false
                #expect(abs(session.effectiveRate - expected) < 1e-12 || isTold, "step \(session.step)")
                if extra["swa.enabled"] == nil { #expect(abs(session.effectiveRate - expected) < 1e-12) }
                session.restore(state)
                #expect(session.effectiveRate == expected)
            }
        }
    }

    @Test(
        "undo, and going on from a state, keep what is left of the schedule bit for bit",
        arguments: ["cosine", "one_cycle", "polynomial"])
    func undone(name: String) throws {
        let session = try Fixture.session(["epochs": 4, "schedule.name": .word(name), "schedule.per": "step"])
        session.train(steps: 15)
        let before = session.capture()
        session.apply(try session.check([Assignment("epochs", 9)]))
        session.train(steps: 5)
        let middle = session.capture()
        session.train(steps: 10)
        let end = session.capture()
        let other = try Fixture.session(["epochs": 4, "schedule.name": .word(name), "schedule.per": "step"])
        other.restore(middle)
        other.train(steps: 10)
        #expect(other.capture() == end)
        session.restore(before)
        #expect(session.capture() == before)
        session.train(steps: 10)
        let plain = try Fixture.session(["epochs": 4, "schedule.name": .word(name), "schedule.per": "step"])
        plain.train(steps: 25)
        #expect(session.weights == plain.weights)
    }
}
