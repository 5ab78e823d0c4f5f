import Testing
import Tunables

@testable import Training

/// 160 samples train in ten batches of 16.
@Suite("An epoch that a change leaves without a further batch")
struct EmptiedEpochTests {
    private func paused(_ settings: [String: Value], at step: Int) throws -> Watched {
        let watched = Watched(try Fixture.prepared(settings))
        watched.trainer.send(Command(id: 1000, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        for _ in 0..<step {
            watched.trainer.send(Command(id: 1001, .step))
            watched.wait { $0 == .state(.paused) }
        }
        return watched
    }

    private func end(_ watched: Watched) throws -> RunSummary {
        watched.trainer.send(Command(id: 1002, .resume))
        defer { watched.quit() }
        return try #require(watched.finish())
    }

    private func train(_ settings: [String: Value], _ script: [ScriptedIntervention]) throws -> RunSummary {
        let watched = Watched(try Fixture.prepared(settings, interventions: script))
        watched.trainer.start()
        defer { watched.quit() }
        return try #require(watched.finish())
    }

    private func epochs(_ watched: Watched) -> [EpochReport] {
        watched.events.compactMap { if case .epoch(let report) = $0 { report } else { nil } }
    }

    @Test("ends there: with larger batches than there are samples left")
    func largerBatches() throws {
        let watched = try paused(["batch.last": "drop"], at: 6)
        watched.perform(.set("batch.size", 128))
        let summary = try end(watched)
        #expect(summary.state == .finished)
        #expect(summary.epochs == 4)
        #expect(summary.steps == 6 + 3)
        #expect(epochs(watched).map(\.step) == [6, 7, 8, 9])
    }

    @Test("ends there: with the smaller last batch dropped")
    func droppedBatch() throws {
        let watched = try paused(["batch.size": 48], at: 3)
        watched.perform(.set("batch.last", "drop"))
        let summary = try end(watched)
        #expect(summary.state == .finished)
        #expect(summary.steps == 4 * 3)
    }

    @Test("ends the run where it is the last one; undo takes that back as well")
    func lastEpoch() throws {
        let settings: [String: Value] = ["batch.last": "drop", "epochs": 1]
        let untouched = try train(settings, [])
        let watched = try paused(settings, at: 6)
        watched.perform(.set("batch.size", 128))
        #expect(watched.finish()?.steps == 6)
        watched.perform(.undo)
        #expect(watched.finish()?.weightsSHA256 == untouched.weightsSHA256)
        watched.quit()
    }

    @Test("a script and a replay end it before the next change of the same step, as it was done by hand")
    func sameStep() throws {
        let settings: [String: Value] = ["batch.last": "drop", "epochs": 6, "optimizer.name": "adam"]
        let watched = try paused(settings, at: 6)
        watched.perform(.set("batch.size", 64))
        watched.perform(.set("batch.size", 128), source: .palette)
        watched.perform(.set("schedule.name", "cosine"), source: .palette)
        let byHand = try end(watched)
        let entries = watched.events.compactMap { if case .journaled(let entry) = $0 { entry } else { nil } }
        #expect(entries.map(\.epoch) == [0, 0, 1])
        #expect(byHand.state == .finished)
        let scripted = try train(
            settings, entries.map { ScriptedIntervention(at: .step($0.step), $0.assignments) })
        #expect(scripted.weightsSHA256 == byHand.weightsSHA256)
        let journal = try #require(InterventionTree(entries: entries, head: 3))
        let replayed = Watched(try Fixture.prepared(settings), from: .replay(of: journal))
        replayed.trainer.start()
        #expect(replayed.finish()?.weightsSHA256 == byHand.weightsSHA256)
        replayed.quit()
    }

    @Test("brings what the script says about its end, and is an epoch's end to pause at")
    func scriptAndPause() throws {
        let script = [
            ScriptedIntervention(at: .step(6), [Assignment("batch.size", 128)]),
            ScriptedIntervention(at: .epoch(1), [Assignment("optimizer.lr", 0.05)]),
        ]
        #expect(try train(["batch.last": "drop"], script).interventions == 2)

        let watched = Watched(try Fixture.prepared(["batch.last": "drop"], interventions: [script[0]]))
        watched.trainer.send(Command(id: 1, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        watched.trainer.send(Command(id: 2, .finishEpoch))
        watched.wait { $0 == .state(.paused) }
        #expect(watched.steps.last == 6)
        watched.quit()
        _ = watched.finish()
    }

    @Test("stopped by its last batch's gradients, it ends when more epochs are given")
    func exploded() throws {
        let settings: [String: Value] = ["early_stopping.enabled": true, "early_stopping.patience": 1000]
        let watched = try paused(settings, at: 9)
        watched.perform(.set("early_stopping.max_grad_norm", 1e-9))
        watched.trainer.send(Command(id: 1, .step))
        let stopped = try #require(watched.finish())
        #expect(stopped.state == .earlyStopped)
        #expect(stopped.steps == 10)
        watched.trainer.send(
            Command(id: 2, .set([Assignment("epochs", 6), Assignment("early_stopping.max_grad_norm", 0)])))
        let ended = watched.wait { if case .finished = $0 { true } else { false } }
        guard case .finished(let summary)? = ended else {
            Issue.record("it did not go on to an end")
            return
        }
        #expect(summary.state == .finished)
        #expect(summary.epochs == 6)
        #expect(summary.steps == 60)
        watched.quit()
    }
}
