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
        arguments: Schedules.names)
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

    @Test("a replay of a change of epochs comes to the same weights under every schedule", arguments: Schedules.names)
    func replayed(name: String) throws {
        let settings: [String: Value] = ["epochs": 4, "schedule.name": .word(name), "schedule.per": "step"]
        let script = ScriptedIntervention(at: .step(15), [Assignment("epochs", 7)])
        let watched = Watched(try Fixture.prepared(settings, interventions: [script]))
        watched.trainer.start()
        let end = try #require(watched.finish())
        watched.quit()
        let entries = watched.events.compactMap { if case .journaled(let entry) = $0 { entry } else { nil } }
        var journal = InterventionTree()
        for entry in entries {
            _ = journal.append(
                step: entry.step, epoch: entry.epoch, assignments: entry.assignments, previous: entry.previous,
                source: entry.source, commandID: entry.commandID, rates: entry.rates)
        }
        #expect(journal.entries == entries && entries.count == 1)
        let again = Watched(try Fixture.prepared(settings), from: .replay(of: journal))
        again.trainer.start()
        #expect(again.finish()?.weightsSHA256 == end.weightsSHA256)
        #expect(end.epochs == 7)
        again.quit()
    }

    @Test("a script that asks for what is so already says that nothing changed, and leaves no entry")
    func unchanged() throws {
        let script = ScriptedIntervention(at: .epoch(2), [Assignment("optimizer.lr", 0.1)])
        let watched = Watched(try Fixture.prepared(interventions: [script]))
        watched.trainer.start()
        #expect(watched.finish()?.interventions == 0)
        watched.quit()
        #expect(watched.events.contains(.rejected(id: 0, reason: "optimizer.lr is already 0.1: nothing changed")))
    }
}
