import Testing
import Tunables

@testable import Training

@Suite("Taking several interventions back at once")
struct UndonePointTests {
    private func state(at step: Int) throws -> SessionState {
        var state = try Fixture.session().capture()
        state.step = step
        state.epoch = step / 10
        return state
    }

    @Test("remembers of each what redo needs: the state after it, how the run had ended there, and the journal's head")
    func wholePoints() throws {
        let endings: [RunState?] = [nil, .finished, nil, .earlyStopped]
        var history = UndoHistory()
        for (index, ended) in endings.enumerated() {
            history.record(
                UndoHistory.Point(
                    entries: index + 1...index + 1, before: try state(at: 10 * (index + 1)),
                    headBefore: index == 0 ? nil : index, ended: ended))
        }
        let current = try state(at: 60)
        let taken = history.pop(downTo: 1, current: current, ended: .stopped, head: 4)
        #expect(taken.map(\.step) == [40, 30, 20])
        #expect(taken.map(\.ended) == [.earlyStopped, nil, .finished])
        // What lies after an intervention is what lies before the next one.
        let undone = history.undone
        #expect(undone.map(\.after?.step) == [60, 40, 30])
        #expect(undone.map(\.step) == [60, 40, 30])
        #expect(undone.map(\.epoch) == [6, 4, 3])
        #expect(undone.map(\.ended) == [.stopped, .earlyStopped, nil])
        #expect(undone.map(\.headAfter) == [4, 3, 2])
        #expect(undone.map(\.point.headBefore) == [3, 2, 1])
        #expect(undone.first?.after == current)
        #expect(history.points.map(\.step) == [10])
        let redone = history.popForRedo()
        #expect(redone.map(\.step) == [30] && redone.map(\.ended) == [nil])
    }

    @Test("a stop by hand that is done again stays one: what the script has for a run's end is not for it")
    func redoneStopIsAStop() throws {
        let script = [
            ScriptedIntervention.stop(at: .epoch(2)),
            ScriptedIntervention(at: .epoch(2), [Assignment("epochs", 6)]),
        ]
        let watched = Watched(try Fixture.prepared(interventions: script))
        watched.trainer.start()
        #expect(watched.finish()?.state == .stopped)
        // Both at once, so that no step lies between them.
        watched.trainer.send(Command(id: 100, .undo))
        watched.trainer.send(Command(id: 101, .redo))
        watched.wait { if case .applied(101, _) = $0 { true } else { false } }
        let summary = try #require(watched.finish())
        watched.quit()
        #expect(summary.state == .stopped && summary.epochs == 2)
    }
}
