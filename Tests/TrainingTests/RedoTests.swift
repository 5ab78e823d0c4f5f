import Dispatch
import Testing
import Tunables

@testable import Training

@Suite("Redo brings back how the run stood, too")
struct RedoTests {
    private let change = [Assignment("optimizer.name", "adam"), Assignment("optimizer.lr", 0.01)]
    private let stopping: [String: Value] = ["early_stopping.enabled": true, "early_stopping.patience": 1000]

    private func paused(
        at step: Int, _ settings: [String: Value] = [:], script: [ScriptedIntervention] = [],
        keeper: (any SnapshotKeeper)? = nil
    ) throws -> Watched {
        let watched = Watched(try Fixture.prepared(settings, interventions: script), keeper: keeper)
        watched.trainer.send(Command(id: 1000, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        self.step(watched, step)
        return watched
    }

    private func step(_ watched: Watched, _ count: Int) {
        for _ in 0..<count {
            watched.trainer.send(Command(id: 1001, .step))
            watched.wait { $0 == .state(.paused) }
        }
    }

    /// Sends a command that ends the run, and waits for the end.
    private func end(_ watched: Watched, by action: Command.Action) throws -> RunSummary {
        watched.trainer.send(Command(id: 1002, action))
        let event = watched.wait { if case .finished = $0 { true } else { false } }
        guard case .finished(let summary)? = event else { throw Missing() }
        return summary
    }

    private struct Missing: Error {}

    private func isRefused(_ event: RunEvent?) -> Bool { if case .rejected? = event { true } else { false } }

    @Test("a stop that was undone is a stop again, with the best weights; more epochs go on from where it was")
    func stop() throws {
        let whole = try end(try paused(at: 0, ["epochs": 6]), by: .resume)
        let watched = try paused(at: 13, ["epochs": 500_000])
        let stopped = try end(watched, by: .stop)
        watched.perform(.undo)
        let again = try end(watched, by: .redo)
        #expect(again.state == .stopped)
        #expect(again.steps == 13)
        #expect(again.weightsSHA256 == stopped.weightsSHA256)
        #expect(isRefused(watched.perform(.resume)))
        #expect(try end(watched, by: .set("epochs", 6)).weightsSHA256 == whole.weightsSHA256)
        watched.quit()
    }

    @Test("a run that had come to its end is at that end again, not beyond it")
    func finished() throws {
        let longer = try paused(at: 6, stopping.merging(["epochs": 5]) { $1 })
        longer.perform(.set(change))
        let expected = try end(longer, by: .resume)
        let listener = Listener()
        let watched = try paused(at: 6, stopping, keeper: listener)
        watched.perform(.set(change))
        let first = try end(watched, by: .resume)
        let trainer = watched.trainer
        listener.when(.rewound) { trainer.send(Command(id: 1, .pause)) }
        watched.perform(.undo)
        listener.when(.rewound) {}
        let again = try end(watched, by: .redo)
        #expect(again.state == .finished)
        #expect(again.steps == 40)
        #expect(again.weightsSHA256 == first.weightsSHA256)
        #expect(try end(watched, by: .set("epochs", 5)).weightsSHA256 == expected.weightsSHA256)
        watched.quit()
    }

    @Test("more epochs that were undone one after the other come again one after the other")
    func extensions() throws {
        let watched = try paused(at: 0, ["epochs": 1])
        let first = try end(watched, by: .resume)
        let second = try end(watched, by: .set("epochs", 2))
        let third = try end(watched, by: .set("epochs", 3))
        #expect(try end(watched, by: .rewind(toBefore: 1)).weightsSHA256 == first.weightsSHA256)
        let back = try end(watched, by: .redo)
        #expect(back.steps == 20)
        #expect(back.weightsSHA256 == second.weightsSHA256)
        #expect(try end(watched, by: .redo).weightsSHA256 == third.weightsSHA256)
        watched.quit()
    }

    @Test("a fork's branch that had come to its end is at that end again")
    func fork() throws {
        let plain = try paused(at: 6)
        plain.perform(.set(change))
        let expected = try end(plain, by: .resume)
        let watched = try paused(at: 6)
        watched.perform(.set(change))
        watched.perform(.fork(steps: 1000))
        func isWaiting(_ event: RunEvent) -> Bool {
            if case .fork(let report) = event { report.phase == .waiting } else { false }
        }
        if !watched.events.contains(where: isWaiting) { watched.wait(for: isWaiting) }
        let without = try end(watched, by: .keepFork(with: false))
        let with = try end(watched, by: .redo)
        #expect(without.weightsSHA256 != expected.weightsSHA256)
        #expect(with.weightsSHA256 == expected.weightsSHA256)
        #expect(with.steps == 40)
        watched.quit()
    }

    // MARK: Divergence

    private static let explosive: [String: Value] = [
        "layers.1.activation.name": "identity", "layers.2.activation.name": "identity", "loss.name": "mse",
        "layers.3.activation.name": "identity", "optimizer.lr": 2, "batch.size": 2, "epochs": 500_000,
    ]

    private func diverge(_ watched: Watched, by action: Command.Action = .resume) {
        watched.trainer.send(Command(id: 1003, action))
        watched.wait { $0 == .state(.diverged) }
    }

    @Test("a run that had diverged has diverged again")
    func diverged() throws {
        let watched = try paused(at: 6, Self.explosive.merging(["optimizer.lr": 0.01]) { $1 })
        watched.perform(.set("optimizer.lr", 50))
        diverge(watched)
        watched.perform(.undo)
        diverge(watched, by: .redo)
        let news = watched.events.reversed().prefix { if case .rewound = $0 { false } else { true } }
        #expect(news.contains { if case .nonFinite = $0 { true } else { false } }, "and where is told again")
        #expect(isRefused(watched.perform(.resume)))
        watched.quit()
        _ = watched.finish()
    }

    @Test("a divergence after an undo goes back to where the undo went, not to the branch that was left")
    func lastGood() throws {
        let watched = try paused(at: 2, Self.explosive)
        watched.perform(.set("optimizer.lr", 1e-12))
        for _ in 0..<2 {
            watched.trainer.send(Command(id: 1, .finishEpoch))
            watched.wait { $0 == .state(.paused) }
        }
        #expect(watched.steps.last == 160)
        watched.perform(.undo)
        diverge(watched)
        guard case .applied(_, let place)? = watched.perform(.undo) else {
            Issue.record("undo was refused")
            return
        }
        #expect(place == 2)
        watched.quit()
        #expect(watched.finish()?.steps == 2)
    }

    @Test("an undone script stays undone when a divergence goes back")
    func suppressed() throws {
        let script = [ScriptedIntervention(at: .step(2), [Assignment("optimizer.lr", 1e-12)])]
        let watched = try paused(at: 2, Self.explosive, script: script)
        watched.perform(.undo)
        diverge(watched)
        watched.perform(.undo)
        watched.perform(.set("l2", 0.001))
        let sources = watched.events.compactMap { if case .journaled(let entry) = $0 { entry.source } else { nil } }
        #expect(sources == [.script, .key])
        watched.quit()
        _ = watched.finish()
    }

    @Test("a fork's branch that diverged and was kept can be left for where it was forked")
    func divergedFork() throws {
        let watched = try paused(at: 2, Self.explosive)
        watched.perform(.set("optimizer.lr", 1e-12))
        watched.perform(.fork(steps: 200))
        func isWaiting(_ event: RunEvent) -> Bool {
            if case .fork(let report) = event { report.phase == .waiting } else { false }
        }
        if !watched.events.contains(where: isWaiting) { watched.wait(for: isWaiting) }
        diverge(watched, by: .keepFork(with: false))
        guard case .applied(_, let place)? = watched.perform(.undo) else {
            Issue.record("undo was refused")
            return
        }
        #expect(place == 2)
        watched.quit()
        _ = watched.finish()
    }

    // MARK: What the watcher is told

    @Test("steps of the branch that redo leaves are not told after it")
    func undelivered() throws {
        let listener = Listener(steps: [12])
        let watched = try paused(at: 4, keeper: listener)
        watched.perform(.set("optimizer.lr", 0.5))
        step(watched, 6)
        watched.perform(.undo)
        #expect(watched.steps == Array(1...10))
        let trainer = watched.trainer
        let ended = DispatchSemaphore(value: 0)
        listener.when(.asked) { trainer.send(Command(id: 1, .redo)) }
        listener.when(.ended) { ended.signal() }
        // No news is taken until the other branch, at step 12, was left for step 10 of the first.
        trainer.send(Command(id: 2, .resume))
        #expect(ended.wait(timeout: .now() + 30) == .success)
        watched.wait { if case .finished = $0 { true } else { false } }
        #expect(watched.steps == Array(1...40))
        watched.quit()
    }
}

/// Acts on the trainer's queue when a snapshot is handed out.
private final class Listener: SnapshotKeeper {
    let steps: [Int]
    private let actions = Locked<[SnapshotOccasion: @Sendable () -> Void]>([:])

    init(steps: [Int] = []) { self.steps = steps }

    func when(_ occasion: SnapshotOccasion, _ action: @escaping @Sendable () -> Void) {
        actions.withLock { $0[occasion] = action }
    }

    func isDue(after seconds: Double) -> Bool { false }

    func keep(_ snapshot: RunSnapshot, _ occasion: SnapshotOccasion) {
        actions.withLock { $0[occasion] }?()
    }
}
