import Testing
import Tunables

@testable import Training

@Suite("Undo within a budget, and far back")
struct UndoTests {
    private func state(at step: Int, floats: Int = 1000) throws -> SessionState {
        var state = try Fixture.session().capture()
        state.parameters = Array(repeating: 0, count: floats)
        state.step = step
        return state
    }

    /// So many interventions, ten steps apart, of which about `room` snapshots fit.
    private func history(_ count: Int, room: Int) throws -> UndoHistory {
        var history = UndoHistory(budget: room * (try state(at: 0).byteCount))
        for number in 1...count {
            history.record(
                UndoHistory.Point(
                    entries: number...number, before: try state(at: 10 * number),
                    headBefore: number > 1 ? number - 1 : nil))
        }
        return history
    }

    @Test("snapshots thin out with age, the newest is always kept, and the budget holds")
    func thinsOut() throws {
        let history = try history(100, room: 10)
        #expect(history.memory.interventions == 100)
        #expect(history.memory.kept == 10)
        #expect(history.bytes <= history.budget)
        let kept = history.points.filter { $0.before != nil }.map { $0.entries.lowerBound }
        #expect(kept.last == 100)
        let gaps = zip(kept, kept.dropFirst()).map { $1 - $0 }
        #expect(gaps.suffix(2).allSatisfy { $0 <= 2 }, "the newest lie close")
        #expect(gaps.prefix(3).reduce(0, +) > gaps.suffix(3).reduce(0, +), "the old ones far apart: \(kept)")
        #expect(kept[0] < 50, "and reach far back")
    }

    @Test("a snapshot larger than the budget is kept while it is the newest")
    func newestStays() throws {
        var history = UndoHistory(budget: 1)
        for number in 1...3 {
            history.record(
                UndoHistory.Point(entries: number...number, before: try state(at: number), headBefore: nil))
        }
        #expect(history.points.map { $0.before != nil } == [false, false, true])
        history.budget = 1 << 30
        #expect(history.memory.kept == 1)
    }

    @Test("redo goes on past states that were thinned away")
    func redoPastGaps() throws {
        var history = try history(5, room: 2)
        let kept = history.points.map { $0.before != nil }
        #expect(kept.count(where: { $0 }) == 2 && kept[4])
        history.budget = 1 << 30
        let first = try #require(kept.firstIndex(of: true))
        let taken = history.pop(downTo: first, current: try state(at: 60), head: 5)
        #expect(taken.map(\.entries.lowerBound) == Array((first + 1...5).reversed()))
        #expect(history.points.count == first)
        let redone = history.popForRedo()
        #expect(redone.map(\.point.entries.lowerBound) == Array(first + 1...4))
        #expect(redone.last?.after?.step == 50)
        #expect(redone.last?.headAfter == 4)
        #expect(history.popForRedo().last?.after?.step == 60)
        #expect(!history.canRedo)
    }

    private func paused(interventions: [ScriptedIntervention] = []) throws -> Watched {
        let watched = Watched(try Fixture.prepared(["epochs": 20], interventions: interventions))
        watched.trainer.send(Command(id: 1000, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        return watched
    }

    private func step(_ watched: Watched, _ count: Int) {
        for _ in 0..<count {
            watched.trainer.send(Command(id: 2000, .step))
            watched.wait { $0 == .state(.paused) }
        }
    }

    private func end(_ watched: Watched) throws -> RunSummary {
        watched.trainer.send(Command(id: 3000, .resume))
        defer { watched.quit() }
        return try #require(watched.finish())
    }

    @Test("rewinding takes an intervention and all later ones back; redo brings them again one by one, exactly")
    func rewinds() throws {
        let untouched = try end(try paused())
        let all = try paused()
        let back = try paused()
        for watched in [all, back] {
            for rate in [0.05, 0.2, 0.02] {
                step(watched, 4)
                watched.perform(.set("optimizer.lr", .real(rate)), source: .palette)
            }
            step(watched, 4)
        }
        let tuned = try end(all)
        guard case .applied(_, let place)? = back.perform(.rewind(toBefore: 1)) else {
            Issue.record("rewinding was refused")
            return
        }
        #expect(place == 4)
        let places = [8, 12, 16]
        for expected in places {
            guard case .applied(_, let place)? = back.perform(.redo) else {
                Issue.record("redo was refused")
                return
            }
            #expect(place == expected)
        }
        #expect(try end(back).weightsSHA256 == tuned.weightsSHA256)

        let again = try paused()
        for rate in [0.05, 0.2] {
            step(again, 4)
            again.perform(.set("optimizer.lr", .real(rate)), source: .palette)
        }
        again.perform(.rewind(toBefore: 1))
        if case .applied? = again.perform(.rewind(toBefore: 1)) { Issue.record("it is undone already") }
        let summary = try end(again)
        #expect(summary.weightsSHA256 == untouched.weightsSHA256)
        #expect(summary.interventions == 0)
    }

    @Test("the budget is a live setting; past it, undo says how far one can go back")
    func budget() throws {
        let watched = Watched(
            try Fixture.prepared(["epochs": 20, "layers.1.units": 400, "layers.2.units": 400, "undo_budget": 2]))
        watched.trainer.send(Command(id: 1000, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        for number in 1...8 {
            step(watched, 1)
            watched.perform(.set("l2", .real(Double(number) / 1000)), source: .palette)
        }
        let memories = watched.events.compactMap { event in
            if case .undoMemory(let memory) = event { memory } else { nil }
        }
        let last = try #require(memories.last)
        #expect(last.interventions == 8)
        #expect(last.kept < 8)
        #expect(last.budget == 2 << 20)
        #expect(last.bytes <= last.budget)
        var reasons: [String] = []
        for _ in 1...8 {
            if case .rejected(_, let reason)? = watched.perform(.undo) { reasons.append(reason) }
        }
        #expect(reasons.first?.contains("thinned away to stay within 2 MB") == true, "\(reasons)")
        watched.quit()
        _ = watched.finish()
    }

    @Test("a scripted intervention that was undone does not come again, however far back one goes")
    func suppressed() throws {
        let script = [ScriptedIntervention(at: .step(10), [Assignment("l2", 0.05)])]
        let plain = try paused()
        step(plain, 5)
        let untouched = try end(plain)
        for rewinds in [false, true] {
            let watched = try paused(interventions: script)
            step(watched, 5)
            watched.perform(.set("optimizer.lr", 0.5))
            step(watched, 10)
            if rewinds {
                watched.perform(.rewind(toBefore: 1))
            } else {
                watched.perform(.undo)
                watched.perform(.undo)
            }
            let summary = try end(watched)
            #expect(summary.interventions == 0)
            #expect(summary.weightsSHA256 == untouched.weightsSHA256)
        }
    }
}
