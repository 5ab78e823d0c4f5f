import Testing
import Tunables

@testable import Training

@Suite("A fork")
struct ForkTests {
    private let change = [Assignment("optimizer.name", "adam"), Assignment("optimizer.lr", 0.01)]

    /// A paused run of so many steps.
    private func paused(at start: Int, _ extra: [String: Value] = [:]) throws -> Watched {
        let watched = Watched(
            try Fixture.prepared(["epochs": 60, "layers.1.dropout": 0.2].merging(extra) { $1 }))
        watched.trainer.send(Command(id: 1000, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        step(watched, start)
        return watched
    }

    private func step(_ watched: Watched, _ count: Int) {
        for _ in 0..<count {
            watched.trainer.send(Command(id: 2000, .step))
            watched.wait { $0 == .state(.paused) }
        }
    }

    /// The weights where the run stands, and ends with that.
    private func leave(_ watched: Watched) throws -> RunSummary {
        watched.trainer.send(Command(id: 3000, .quit))
        let end = watched.wait { if case .finished = $0 { true } else { false } }
        guard case .finished(let summary)? = end else { throw Missing() }
        return summary
    }

    private struct Missing: Error {}

    private func report(_ watched: Watched, _ phase: ForkReport.Phase) throws -> ForkReport {
        func find(_ event: RunEvent) -> ForkReport? {
            if case .fork(let report) = event, report.phase == phase { report } else { nil }
        }
        if let seen = watched.events.lazy.compactMap(find).last { return seen }
        guard let event = watched.wait(for: { find($0) != nil }), let report = find(event) else { throw Missing() }
        return report
    }

    private func applied(_ event: RunEvent?) -> Bool { if case .applied? = event { true } else { false } }

    private func reason(_ event: RunEvent?) -> String {
        if case .rejected(_, let reason)? = event { reason } else { "it was not refused" }
    }

    @Test("keeping the branch with the intervention equals never having forked, bit for bit", arguments: [0, 5, 230])
    func keepsWith(later: Int) throws {
        let plain = try paused(at: 6)
        plain.perform(.set(change))
        step(plain, max(200, later))
        let expected = try leave(plain)

        let forked = try paused(at: 6)
        forked.perform(.set(change))
        step(forked, later)
        forked.perform(.fork(steps: nil))
        let waiting = try report(forked, .waiting)
        #expect(waiting.start == 6)
        #expect(waiting.goal == 6 + max(200, later))
        #expect(waiting.with.step == waiting.goal)
        #expect(waiting.without.step == waiting.goal)
        #expect(waiting.with.metrics?.accuracy != nil)
        #expect(waiting.with.metrics != waiting.without.metrics)
        #expect(applied(forked.perform(.keepFork(with: true))))
        let end = try leave(forked)
        #expect(end.steps == expected.steps)
        #expect(end.weightsSHA256 == expected.weightsSHA256)
        #expect(end.interventions == 1)
        #expect(forked.steps == Array(1...end.steps), "every step is told once")
    }

    @Test("keeping the branch without it equals undoing it and training as many steps; redo brings the other back")
    func keepsWithout() throws {
        let plain = try paused(at: 6)
        plain.perform(.set(change))
        step(plain, 5)
        plain.perform(.undo)
        step(plain, 50)
        let expected = try leave(plain)
        let with = try paused(at: 6)
        with.perform(.set(change))
        step(with, 50)
        let other = try leave(with)

        for redoes in [false, true] {
            let forked = try paused(at: 6)
            forked.perform(.set(change))
            step(forked, 5)
            forked.perform(.fork(steps: 50))
            _ = try report(forked, .waiting)
            #expect(applied(forked.perform(.keepFork(with: false))))
            if redoes { #expect(applied(forked.perform(.redo))) }
            let end = try leave(forked)
            #expect(end.steps == 56)
            #expect(end.weightsSHA256 == (redoes ? other : expected).weightsSHA256)
            #expect(end.interventions == (redoes ? 1 : 0))
        }
    }

    @Test("a running run goes on after the choice, to the end it would have had", arguments: [true, false])
    func goesOn(keepsIntervention: Bool) throws {
        let plain = try paused(at: 6)
        if keepsIntervention { plain.perform(.set(change)) }
        plain.trainer.send(Command(id: 1, .resume))
        let expected = try #require(plain.finish())
        plain.quit()

        let forked = try paused(at: 6)
        forked.perform(.set(change))
        forked.trainer.send(Command(id: 4001, .resume))
        forked.trainer.send(Command(id: 4002, .fork(steps: 300)))
        _ = try report(forked, .waiting)
        forked.trainer.send(Command(id: 4003, .keepFork(with: keepsIntervention)))
        let end = try #require(forked.finish())
        forked.quit()
        #expect(end.state == .finished)
        #expect(end.weightsSHA256 == expected.weightsSHA256)
    }

    @Test("canceled, while it trains or when it asks, the run is where it was", arguments: [30, 1_000_000])
    func cancels(steps: Int) throws {
        let plain = try paused(at: 6, ["epochs": 500_000])
        plain.perform(.set(change))
        step(plain, 5)
        let here = try leave(plain)

        let forked = try paused(at: 6, ["epochs": 500_000])
        forked.perform(.set(change))
        step(forked, 5)
        forked.perform(.fork(steps: steps))
        if steps < 100 { _ = try report(forked, .waiting) }
        #expect(applied(forked.perform(.cancelFork)))
        let end = try leave(forked)
        #expect(end.steps == 11)
        #expect(end.weightsSHA256 == here.weightsSHA256)
        #expect(end.interventions == 1)
    }

    @Test("is refused in words without an intervention; nothing else is obeyed while it is under way")
    func refuses() throws {
        let watched = try paused(at: 3, ["epochs": 500_000])
        #expect(reason(watched.perform(.fork(steps: nil))).contains("no intervention"))
        watched.perform(.set("l2", 0.01))
        #expect(applied(watched.perform(.fork(steps: 1_000_000))))
        for action: Command.Action in [
            .undo, .redo, .step, .stop, .set("l2", 0.1), .fork(steps: nil), .findRate(.standard),
        ] {
            #expect(reason(watched.perform(action)).contains("a fork is under way"))
        }
        #expect(reason(watched.perform(.keepFork(with: true))).contains("still train"))
        #expect(applied(watched.perform(.pause)))
        #expect(applied(watched.perform(.resume)))
        #expect(applied(watched.perform(.cancelFork)))
        #expect(reason(watched.perform(.cancelFork)).contains("no fork"))
        _ = try leave(watched)
    }

    @Test("a branch that diverges is told as such; keeping the other one goes on")
    func diverges() throws {
        let linear: [String: Value] = [
            "layers.1.activation.name": "identity", "layers.2.activation.name": "identity", "loss.name": "mse",
            "layers.3.activation.name": "identity", "layers.1.dropout": 0,
        ]
        let watched = try paused(at: 6, linear)
        watched.perform(.set("optimizer.lr", 50))
        watched.perform(.fork(steps: nil))
        let waiting = try report(watched, .waiting)
        guard case .diverged(let found)? = waiting.with.ending else {
            Issue.record("it did not diverge")
            return
        }
        #expect(found.step > 6)
        #expect(waiting.without.ending == nil)
        #expect(waiting.without.step == 206)
        #expect(applied(watched.perform(.keepFork(with: false))))
        #expect(applied(watched.perform(.step)))
        _ = try leave(watched)
    }

    @Test("of a run that is over, shows what would have been without; kept with, it is over as it was")
    func over() throws {
        let watched = try paused(at: 6, ["epochs": 4])
        watched.perform(.set(change))
        watched.trainer.send(Command(id: 1, .resume))
        let end = try #require(watched.finish())
        watched.perform(.fork(steps: nil))
        let waiting = try report(watched, .waiting)
        #expect(waiting.without.step == end.steps)
        watched.trainer.send(Command(id: 2, .keepFork(with: true)))
        let again = watched.wait { if case .finished = $0 { true } else { false } }
        guard case .finished(let summary)? = again else { throw Missing() }
        #expect(summary.state == .finished)
        #expect(summary.weightsSHA256 == end.weightsSHA256)
        watched.quit()
    }

    @Test("ends where the preset's next scripted change comes, which then happens on the branch that is kept")
    func scripts() throws {
        let script = [ScriptedIntervention(at: .step(40), [Assignment("l2", 0.001)])]
        let plain = Watched(try Fixture.prepared(["epochs": 20], interventions: script))
        plain.trainer.start()
        let expected = try #require(plain.finish())
        plain.quit()
        let watched = Watched(try Fixture.prepared(["epochs": 20], interventions: script))
        watched.trainer.send(Command(id: 1000, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        step(watched, 10)
        watched.perform(.set("optimizer.lr", 0.5))
        watched.perform(.fork(steps: nil))
        let waiting = try report(watched, .waiting)
        #expect(waiting.without.step == 40)
        #expect(waiting.with.ending == .script)
        watched.perform(.keepFork(with: false))
        watched.trainer.send(Command(id: 2, .resume))
        let end = try #require(watched.finish())
        watched.quit()
        #expect(end.interventions == 1)
        #expect(end.weightsSHA256 == expected.weightsSHA256)
    }
}
