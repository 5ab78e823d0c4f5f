import Foundation
import Testing
import Tunables

@testable import Training

/// A trainer under a test's control: waits for its events without ever sleeping.
final class Watched: Sendable {
    let trainer: Trainer
    private let arrival: DispatchSemaphore
    private let seen = Locked<[RunEvent]>([])
    private let rows = Locked<[Int]>([])
    private let nextID = Locked<Int>(1)

    init(
        _ prepared: PreparedExperiment, keepsPace: Bool = false, keeper: (any SnapshotKeeper)? = nil,
        from continuation: Continuation? = nil
    ) {
        let arrival = DispatchSemaphore(value: 0)
        self.arrival = arrival
        trainer = Trainer(prepared, isWatched: keepsPace, keeper: keeper, from: continuation) { arrival.signal() }
    }

    var events: [RunEvent] { seen.withLock { $0 } }
    var steps: [Int] { rows.withLock { $0 } }

    /// Takes telemetry until `isDone` holds for an event; gives up after half a minute.
    @discardableResult
    func wait(for isDone: (RunEvent) -> Bool) -> RunEvent? {
        var batch = trainer.makeBatch()
        let deadline = DispatchTime.now() + .seconds(30)
        while arrival.wait(timeout: deadline) == .success {
            let events = trainer.takeTelemetry(into: &batch)
            rows.withLock { $0 += (0..<batch.count).map { batch.lastSteps[$0] } }
            seen.withLock { $0 += events }
            if let found = events.first(where: isDone) { return found }
        }
        return nil
    }

    /// Sends an action and waits for its answer.
    @discardableResult
    func perform(_ action: Command.Action, source: CommandSource = .key) -> RunEvent? {
        let id = nextID.withLock { id in
            defer { id += 1 }
            return id
        }
        trainer.send(Command(id: id, action, source: source))
        return wait { event in
            switch event {
            case .applied(let answered, _), .rejected(let answered, _): answered == id
            default: false
            }
        }
    }

    /// The summary of the branch the run is on, now or when it comes.
    func finish() -> RunSummary? {
        let seen = events
        let branch = seen.lastIndex { if case .rewound = $0 { true } else { false } } ?? -1
        for case .finished(let summary) in seen[(branch + 1)...] { return summary }
        if case .finished(let summary)? = wait(for: { if case .finished = $0 { true } else { false } }) {
            return summary
        }
        return nil
    }

    /// Ends the trainer's queue.
    func quit() { trainer.send(Command(id: 0, .quit)) }
}

extension Command.Action {
    static func set(_ key: String, _ value: Value) -> Command.Action { .set([Assignment(key, value)]) }
}

@Suite("A trainer on its queue")
struct TrainerTests {
    private func summary(
        _ extra: [String: Value] = [:], interventions: [ScriptedIntervention] = []
    ) throws -> RunSummary {
        let watched = Watched(try Fixture.prepared(extra, interventions: interventions))
        watched.trainer.start()
        defer { watched.quit() }
        return try #require(watched.finish())
    }

    @Test("runs to the end and says how it went")
    func wholeRun() throws {
        let summary = try summary(["epochs": 3])
        #expect(summary.state == .finished)
        #expect(summary.epochs == 3)
        #expect(summary.steps == 3 * 10)
        #expect(summary.parameters == 2 * 12 + 12 + 12 * 8 + 8 + 8 * 2 + 2)
        #expect(summary.test?.accuracy != nil)
        #expect(summary.weightsSHA256.count == 64)
    }

    @Test("scripted interventions and the same commands by key at the same steps give the same weights, bit for bit")
    func scriptEqualsKeys() throws {
        let script = [
            ScriptedIntervention(
                at: .step(7), [Assignment("optimizer.name", "adam"), Assignment("optimizer.lr", 0.01)]),
            ScriptedIntervention(at: .step(12), [Assignment("dropout.rate", 0.2)]),
            ScriptedIntervention(at: .epoch(2), [Assignment("batch.size", 8)]),
        ]
        let first = try summary(interventions: script)
        let again = try summary(interventions: script)
        #expect(first.weightsSHA256 == again.weightsSHA256)

        let watched = Watched(try Fixture.prepared())
        watched.trainer.send(Command(id: 1000, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        for step in 0..<20 {
            if step == 7 {
                watched.perform(.set([Assignment("optimizer.name", "adam"), Assignment("optimizer.lr", 0.01)]))
            }
            if step == 12 { watched.perform(.set("dropout.rate", 0.2)) }
            watched.trainer.send(Command(id: 2000 + step, .step))
            watched.wait { $0 == .state(.paused) }
        }
        watched.perform(.set("batch.size", 8))
        watched.trainer.send(Command(id: 3000, .resume))
        let byKeys = try #require(watched.finish())
        watched.quit()
        #expect(byKeys.steps == first.steps)
        #expect(byKeys.weightsSHA256 == first.weightsSHA256)
        #expect(byKeys.weightsSHA256 != (try summary()).weightsSHA256)
    }

    @Test(
        "undo goes back to just before the intervention: the run ends as if it had never been",
        arguments: [
            [Assignment("optimizer.lr", 5)], [Assignment("optimizer.name", "adam")], [Assignment("dropout.rate", 0.5)],
            [Assignment("batch.size", 4)], [Assignment("schedule.name", "cosine")], [Assignment("l2", 0.1)],
            [Assignment("clip.name", "norm")], [Assignment("accumulate", 3)], [Assignment("stop", true)],
        ])
    func undo(assignments: [Assignment]) throws {
        let untouched = try summary()
        let watched = Watched(try Fixture.prepared())
        watched.trainer.send(Command(id: 1000, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        for _ in 0..<6 {
            watched.trainer.send(Command(id: 1001, .step))
            watched.wait { $0 == .state(.paused) }
        }
        watched.perform(assignments[0].key == "stop" ? .stop : .set(assignments))
        if assignments[0].key != "stop" {
            for _ in 0..<9 {
                watched.trainer.send(Command(id: 1001, .step))
                watched.wait { $0 == .state(.paused) }
            }
        }
        watched.perform(.undo)
        watched.trainer.send(Command(id: 1002, .resume))
        let after = try #require(watched.finish())
        watched.quit()
        #expect(after.weightsSHA256 == untouched.weightsSHA256)
        #expect(after.interventions == 0)
    }

    @Test("redo brings back the state that undo left")
    func redo() throws {
        let script = [ScriptedIntervention(at: .step(3), [Assignment("optimizer.lr", 0.5)])]
        let intended = try summary(interventions: script)
        let watched = Watched(try Fixture.prepared())
        watched.trainer.send(Command(id: 1000, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        for _ in 0..<3 {
            watched.trainer.send(Command(id: 1001, .step))
            watched.wait { $0 == .state(.paused) }
        }
        watched.perform(.set("optimizer.lr", 0.5))
        watched.trainer.send(Command(id: 1001, .step))
        watched.wait { $0 == .state(.paused) }
        watched.perform(.undo)
        watched.perform(.redo)
        watched.trainer.send(Command(id: 1002, .resume))
        #expect(watched.finish()?.weightsSHA256 == intended.weightsSHA256)
        watched.quit()
    }

    @Test("every live tunable can be set, and what is out of range is refused with the range while training goes on")
    func liveTunables() throws {
        let prepared = try Fixture.prepared(["epochs": 100_000])
        let watched = Watched(prepared)
        watched.trainer.start()
        let tunables = ExperimentSchema.tunables(
            for: prepared.experiment.settings, layerCount: prepared.experiment.layerCount)
        for tunable in tunables where tunable.change == .live {
            guard case .real(let bounds) = tunable.kind else { continue }
            let answer = watched.perform(.set(tunable.key, tunable.defaultValue))
            if case .rejected(_, let reason)? = answer { Issue.record("\(tunable.key): \(reason)") }
            guard bounds.lower.isFinite else { continue }
            guard case .rejected(_, let reason)? = watched.perform(.set(tunable.key, .real(bounds.lower - 1))) else {
                Issue.record("\(tunable.key) took a value below its range")
                continue
            }
            #expect(reason.contains(bounds.description))
        }
        if case .applied? = watched.perform(.set("seed", 7)) { Issue.record("a running seed was changed") }
        watched.quit()
        _ = watched.finish()
    }

    @Test("a list of assignments is taken whole or not at all")
    func allOrNone() throws {
        let watched = Watched(try Fixture.prepared(["epochs": 100_000]))
        watched.trainer.start()
        let answer = watched.perform(.set([Assignment("optimizer.lr", 0.25), Assignment("optimizer.lr", -1)]))
        guard case .rejected? = answer else {
            Issue.record("a bad list was taken")
            return
        }
        watched.quit()
        _ = watched.finish()
        let changed = watched.events.contains { event in
            if case .settings(let settings, _) = event { settings["optimizer.lr"] != 0.1 } else { false }
        }
        #expect(!changed)
    }

    @Test("the loss becoming non-finite pauses the run, names tensor, layer and step, and undo brings it back")
    func divergence() throws {
        let linear: [String: Value] = [
            "layers.1.activation.name": "identity", "layers.2.activation.name": "identity", "loss.name": "mse",
            "layers.3.activation.name": "identity", "epochs": 100_000,
        ]
        let watched = Watched(try Fixture.prepared(linear))
        watched.trainer.start()
        watched.perform(.set("optimizer.lr", 50))
        let isReport: (RunEvent) -> Bool = { if case .nonFinite = $0 { true } else { false } }
        let report = watched.events.first(where: isReport) ?? watched.wait(for: isReport)
        guard case .nonFinite(let found)? = report else {
            Issue.record("the run never diverged")
            return
        }
        #expect(found.step > 0)
        if case .applied? = watched.perform(.resume) { Issue.record("a diverged run went on") }
        guard case .applied? = watched.perform(.undo) else {
            Issue.record("undo was refused")
            return
        }
        guard case .applied? = watched.perform(.step) else {
            Issue.record("the run does not go on after undo")
            return
        }
        watched.quit()
        _ = watched.finish()
    }

    @Test("stopping by hand restores the best weights and evaluates the test split")
    func stop() throws {
        let watched = Watched(try Fixture.prepared(["epochs": 100_000]))
        watched.trainer.start()
        watched.wait { if case .epoch(let report) = $0 { report.epoch >= 3 } else { false } }
        watched.trainer.send(Command(id: 5, .stop))
        let summary = try #require(watched.finish())
        watched.quit()
        #expect(summary.state == .stopped)
        #expect(summary.test != nil)
        #expect(summary.bestEpoch != nil)
    }

    @Test("early stopping ends the run when validation stops improving, with the best weights")
    func earlyStopping() throws {
        let summary = try summary([
            "epochs": 100_000, "early_stopping.enabled": true, "early_stopping.patience": 3, "optimizer.lr": 1e-9,
            "early_stopping.min_delta": 0.5,
        ])
        #expect(summary.state == .earlyStopped)
        #expect(summary.epochs == 4)
    }

    @Test("a slow watcher loses no step: neighbors are merged, the last step arrives")
    func slowWatcher() throws {
        let watched = Watched(try Fixture.prepared(["epochs": 600]))
        watched.trainer.start()
        let summary = try #require(watched.finish())
        watched.quit()
        #expect(watched.steps.last == summary.steps)
        #expect(watched.steps == watched.steps.sorted())
    }
}
