import Terminal
import Testing
import Training
import Tunables

@testable import Dashboard

@Suite("Going far back")
struct RewindTests {
    /// Three interventions, 50 steps apart.
    private func changed() -> Session {
        var session = Session()
        for rate in ["0.05", "0.02", "0.01"] {
            session.train(50)
            session.type(":lr " + rate)
            session.press(.enter)
        }
        session.train(10)
        return session
    }

    @Test("w on an intervention undoes it and all later ones; U takes them one by one forward again")
    func rewinds() {
        var session = changed()
        session.press(.character("6"), .home)
        while session.shows("select an intervention") == false, session.state.reasonNotToRewind != nil {
            session.press(.down)
        }
        session.press(.character("w"))
        #expect(session.lastAction == .rewind(toBefore: 1))
        #expect(session.state.journal.items.map(\.isUndone) == [true, true, true])
        #expect(session.state.run.step == 50)
        #expect(session.state.run.value("optimizer.lr") == 0.1)
        session.press(.character("U"))
        #expect(session.state.journal.items.map(\.isUndone) == [false, true, true])
        session.press(.character("U"))
        #expect(session.state.journal.items.map(\.isUndone) == [false, false, true])
    }

    @Test("the palette rewinds by number, and says which there are not")
    func palette() {
        var session = changed()
        session.type(":rewind 2")
        session.press(.enter)
        #expect(session.lastAction == .rewind(toBefore: 2))
        #expect(session.state.journal.items.map(\.isUndone) == [false, true, true])
        session.type(":rewind 9")
        session.press(.enter)
        #expect(session.shows("there is no intervention 9"))
    }

    @Test("w says why it cannot be used: no intervention selected, or undone already")
    func reasons() {
        var session = changed()
        session.press(.character("6"), .home, .character("w"))
        #expect(session.shows("select an intervention"))
        session.press(.character("u"), .end)
        while session.state.run.step > 0, session.state.reasonNotToRewind != "it is undone: U redoes" {
            session.press(.up)
            if session.state.journalView.selected == 0 { break }
        }
        session.press(.character("w"))
        #expect(session.shows("it is undone: U redoes"))
    }

    @Test("with every intervention undone, F, u and w say so")
    func allUndone() {
        var session = Session()
        #expect(session.state.reasonNotToFork == "there was no intervention yet")
        session.train(50)
        session.press(.character("+"), .character("u"))
        let reason = "every intervention is undone: U redoes"
        #expect(session.state.reasonNotToFork == reason && session.state.reasonNotToUndo == reason)
        session.press(.character("F"))
        #expect(session.shows("F fork: " + reason))
        session.press(.character("6"), .end)
        #expect(session.state.reasonNotToRewind == "it is undone: U redoes")
        session.train(10)
        session.type(":l2 1e-4")
        session.press(.enter, .home)
        for _ in 0..<10 where session.state.reasonNotToRewind == "select an intervention" { session.press(.down) }
        #expect(session.state.reasonNotToRewind == "it is undone, on a branch that was left")
    }

    @Test("a branch left by undoing and changing something else stays in the chart, dim")
    func branches() {
        var session = changed()
        session.press(.character("u"))
        session.type(":l2 1e-4")
        session.press(.enter)
        session.train(40)
        #expect(session.state.history.ghosts.map(\.steps) == [151...160])
        var canvas = Canvas(session.size)
        render(session.state, into: &canvas)
        let cells = (0..<36).flatMap { row in (0..<120).map { canvas[$0, row] } }
        #expect(cells.contains { $0.style.role == .ghost })
        #expect(session.shows("undone"))
        #expect(session.state.reasonNotToRedo == "nothing was undone", "the new branch drops redo")
    }

    @Test("the journal shows how far undo reaches and what it takes")
    func memory() {
        var session = changed()
        session.run.events.append(
            .undoMemory(UndoMemory(interventions: 14, kept: 12, bytes: 3 << 20, budget: 256 << 20)))
        session.deliver()
        session.press(.character("6"))
        #expect(session.shows("undo 12 of 14 steps back · 3 of 256 MB"))
    }
}
