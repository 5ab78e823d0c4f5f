import Testing
import Tunables

@testable import Training

@Suite("A run that is over")
struct ContinuationTests {
    /// Waits for the run's next end.
    private func nextEnd(_ watched: Watched) -> RunSummary? {
        let ended = watched.wait { if case .finished = $0 { true } else { false } }
        if case .finished(let summary)? = ended { return summary }
        return nil
    }

    private func whole(_ settings: [String: Value]) throws -> RunSummary {
        let watched = Watched(try Fixture.prepared(settings))
        watched.trainer.start()
        defer { watched.quit() }
        return try #require(watched.finish())
    }

    @Test("goes on with more epochs as if it had had them from the start; undo ends it again as it was")
    func afterTheLastEpoch() throws {
        let short = try whole(["epochs": 3, "optimizer.name": "adam"])
        let long = try whole(["epochs": 5, "optimizer.name": "adam"])
        let watched = Watched(try Fixture.prepared(["epochs": 3, "optimizer.name": "adam"]))
        watched.trainer.start()
        #expect(watched.finish()?.weightsSHA256 == short.weightsSHA256)
        guard case .rejected(_, let reason)? = watched.perform(.set("optimizer.lr", 0.5)) else {
            Issue.record("only more epochs can follow")
            return
        }
        #expect(reason.contains("more epochs"))
        guard case .rejected? = watched.perform(.set("epochs", 2)) else {
            Issue.record("three epochs are complete")
            return
        }
        watched.trainer.send(Command(id: 900, .set("epochs", 5)))
        let end = try #require(nextEnd(watched))
        #expect(end.state == .finished)
        #expect(end.epochs == 5)
        #expect(end.weightsSHA256 == long.weightsSHA256)
        watched.trainer.send(Command(id: 901, .undo))
        let again = try #require(nextEnd(watched))
        #expect(again.state == .finished)
        #expect(again.weightsSHA256 == short.weightsSHA256)
        watched.quit()
    }

    @Test("stopped by hand, it goes on from where it stood, not from the best weights it was given back")
    func afterAStop() throws {
        let whole = try whole(["epochs": 6])
        let watched = Watched(try Fixture.prepared(["epochs": 9]))
        watched.trainer.send(Command(id: 1000, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        for _ in 0..<13 {
            watched.trainer.send(Command(id: 1001, .step))
            watched.wait { $0 == .state(.paused) }
        }
        watched.perform(.stop)
        watched.trainer.send(Command(id: 1002, .set("epochs", 6)))
        let end = try #require(nextEnd(watched))
        #expect(end.state == .finished)
        #expect(end.weightsSHA256 == whole.weightsSHA256)
        watched.quit()
    }

    @Test("stopped early, it is given its patience anew")
    func afterAnEarlyStop() throws {
        let settings: [String: Value] = [
            "epochs": 40, "optimizer.lr": 0.0001, "early_stopping.enabled": true, "early_stopping.patience": 2,
            "early_stopping.min_delta": 100,
        ]
        let watched = Watched(try Fixture.prepared(settings))
        watched.trainer.start()
        let first = try #require(watched.finish())
        #expect(first.state == .earlyStopped)
        watched.trainer.send(Command(id: 900, .set("epochs", 50)))
        let second = try #require(nextEnd(watched))
        #expect(second.state == .earlyStopped)
        #expect(second.epochs == first.epochs + 2)
        watched.quit()
    }

    // MARK: By the script

    private func scripted(
        _ settings: [String: Value], _ script: [ScriptedIntervention]
    ) throws -> (end: RunSummary, watched: Watched) {
        let watched = Watched(try Fixture.prepared(settings, interventions: script))
        watched.trainer.start()
        return (try #require(watched.finish()), watched)
    }

    @Test("a script gives more epochs at the last one's end; undo ends the run there", arguments: [false, true])
    func scriptAtTheLastEpoch(byStep: Bool) throws {
        let adam: [String: Value] = ["epochs": 3, "optimizer.name": "adam"]
        let short = try whole(adam)
        let long = try whole(adam.merging(["epochs": 5]) { $1 })
        let (end, watched) = try scripted(
            adam, [ScriptedIntervention(at: byStep ? .step(30) : .epoch(3), [Assignment("epochs", 5)])])
        #expect(end.state == .finished)
        #expect(end.weightsSHA256 == long.weightsSHA256)
        #expect(end.interventions == 1)
        watched.trainer.send(Command(id: 901, .undo))
        let again = try #require(nextEnd(watched))
        #expect(again.state == .finished)
        #expect(again.weightsSHA256 == short.weightsSHA256)
        watched.quit()
    }

    @Test("more epochs come before the script's other changes of that moment, which then hold")
    func scriptInOrder() throws {
        let moment = ScriptedIntervention.Moment.epoch(3)
        let (apart, first) = try scripted(
            ["epochs": 3],
            [
                ScriptedIntervention(at: moment, [Assignment("optimizer.lr", 0.5)]),
                ScriptedIntervention(at: moment, [Assignment("epochs", 5)]),
            ])
        let (together, second) = try scripted(
            ["epochs": 3],
            [ScriptedIntervention(at: moment, [Assignment("epochs", 5), Assignment("optimizer.lr", 0.5)])])
        #expect(apart.epochs == 5)
        #expect(apart.interventions == 2)
        #expect(apart.weightsSHA256 == together.weightsSHA256)
        first.quit()
        second.quit()
    }

    @Test(
        "what was done to a run that had ended early, a script and a replay do at the same step", arguments: [0, 0.2])
    func scriptAtAnEarlyStop(limit: Double) throws {
        // Stopped by patience, or by the norm of a gradient in the middle of an epoch.
        let settings: [String: Value] = [
            "epochs": 40, "optimizer.lr": 0.0001, "early_stopping.enabled": true, "early_stopping.patience": 2,
            "early_stopping.min_delta": 100, "early_stopping.max_grad_norm": .real(limit),
        ]
        let watched = Watched(try Fixture.prepared(settings))
        watched.trainer.start()
        let first = try #require(watched.finish())
        #expect(first.state == .earlyStopped)
        let more = [Assignment("epochs", 5), Assignment("early_stopping.max_grad_norm", 0)]
        watched.trainer.send(Command(id: 900, .set(more)))
        let tuned = try #require(nextEnd(watched))
        watched.quit()
        #expect(tuned.steps > first.steps)
        let entries = watched.events.compactMap { if case .journaled(let entry) = $0 { entry } else { nil } }
        let (end, other) = try scripted(
            settings, entries.map { ScriptedIntervention(at: .step($0.step), $0.assignments) })
        other.quit()
        #expect(end.state == tuned.state)
        #expect(end.steps == tuned.steps)
        #expect(end.weightsSHA256 == tuned.weightsSHA256)
        let scripts = other.events.compactMap { if case .journaled(let entry) = $0 { entry } else { nil } }
        let journal = try #require(InterventionTree(entries: scripts, head: scripts.count))
        let replay = Watched(try Fixture.prepared(settings), from: .replay(of: journal))
        replay.trainer.start()
        #expect(replay.finish()?.weightsSHA256 == tuned.weightsSHA256)
        replay.quit()
    }

    @Test("a fork waits for the choice before the script gives more epochs", arguments: [true, false])
    func scriptAfterAFork(keepsIntervention: Bool) throws {
        let change = [Assignment("optimizer.lr", 0.5)]
        let more = ScriptedIntervention(at: .epoch(3), [Assignment("epochs", 5)])
        let (expected, plain) = try scripted(
            ["epochs": 3], (keepsIntervention ? [ScriptedIntervention(at: .step(6), change)] : []) + [more])
        plain.quit()
        let forked = Watched(try Fixture.prepared(["epochs": 3], interventions: [more]))
        forked.trainer.send(Command(id: 1000, .pause))
        forked.trainer.start()
        forked.wait { $0 == .state(.paused) }
        for _ in 0..<6 {
            forked.trainer.send(Command(id: 1001, .step))
            forked.wait { $0 == .state(.paused) }
        }
        forked.perform(.set(change))
        forked.perform(.fork(steps: 1000))
        func isWaiting(_ event: RunEvent) -> Bool {
            if case .fork(let report) = event { report.phase == .waiting } else { false }
        }
        if !forked.events.contains(where: isWaiting) { forked.wait(for: isWaiting) }
        forked.perform(.keepFork(with: keepsIntervention))
        forked.trainer.send(Command(id: 1002, .resume))
        let end = try #require(forked.finish())
        forked.quit()
        #expect(end.epochs == 5)
        #expect(end.weightsSHA256 == expected.weightsSHA256)
    }
}
