import Terminal
import Testing
import Training
import Tunables

@testable import Dashboard

@Suite("Dialogs and the end of a run")
struct DialogTests {
    @Test("q asks while training: stop and quit waits for the end, quit leaves, cancel goes on")
    func quits() {
        for key in [Key.character("q"), .function(10), .control("c")] {
            var session = Session()
            session.train(100)
            session.press(key)
            #expect(session.shows("Quit?"))
            #expect(session.effects.isEmpty)
            session.press(.character("c"))
            #expect(session.state.overlays.isEmpty)
            session.press(key, .character("q"))
            #expect(session.effects == [.quit(.quit)])
        }
        var session = Session()
        session.train(100)
        session.answers = false
        session.press(.character("q"), .character("b"))
        #expect(session.lastAction == .stop)
        #expect(session.effects.isEmpty, "the best weights come first")
        session.answer()
        #expect(session.effects == [.quit(.stopAndQuit)])
    }

    @Test("a run that is recorded can be left with and without saving it")
    func saves() {
        var session = Session()
        session.state.options.canSave = true
        session.train(100)
        session.press(.character("q"))
        #expect(session.shows("save & quit") && session.shows("descent resume"))
        session.press(.character("w"))
        #expect(session.effects == [.quit(.quitUnsaved)])
        session = Session()
        session.state.options.canSave = true
        for key in [Key.character("q"), .character("s"), .enter] {
            session = Session()
            session.state.options.canSave = true
            session.press(.character("q"), key)
            #expect(session.effects == [.quit(.quit)], "s and Enter save, as a second q does")
        }
    }

    @Test("a second ^C leaves at once, whatever lies over the question")
    func interruptsTwice() {
        var session = Session()
        session.press(.control("c"), .control("c"))
        #expect(session.effects == [.quit(.quit)])
        session = Session()
        session.press(.character(":"), .control("c"), .character("?"), .control("c"))
        #expect(session.effects == [.quit(.quit)])
    }

    @Test("a lost terminal leaves at once")
    func closes() {
        var session = Session()
        session.handle(.terminal(.closed))
        #expect(session.effects == [.quit(.quit)])
    }

    @Test("S asks, naming the best epoch; the end panel leaves the charts in view")
    func stops() {
        var session = Session()
        session.train(300)
        session.press(.character("S"))
        #expect(session.shows("The best weights are those of epoch 5"))
        session.press(.right, .enter)
        #expect(session.commands.isEmpty, "the second button cancels")
        session.press(.character("S"), .enter)
        #expect(session.lastAction == .stop)
        for text in [
            "STOPPED", "The run was stopped by hand", "epoch 6, validation loss", "accuracy 0.9722",
            "sha256 0123456789abcdef", "Loss", "Gradient flow",
        ] { #expect(session.shows(text), "\(text)") }
        #expect(!session.shows("Controls"))
        session.press(.escape)
        #expect(session.shows("Controls"))
        session.press(.character("+"))
        #expect(session.shows("the run is over"))
        session.press(.character("q"))
        #expect(session.effects == [.quit(.quit)], "nothing is lost any more")
    }

    @Test("the end panel counts what is marked, and says what nobody did by hand")
    func counts() {
        var session = Session()
        session.train(100)
        session.run.fireScript(Assignment("l2", 1e-4))
        session.deliver()
        session.run.finish(.finished)
        session.deliver()
        #expect(session.shows("1 intervention, scripted"))
        session = Session()
        session.train(100)
        session.run.fireScript(Assignment("l2", 1e-4))
        session.deliver()
        // Quick repeats are one, with one mark.
        session.press(.character("-"), .character("-"), .character("-"))
        session.type(":l1 1e-4")
        session.press(.enter)
        session.press(.character("u"))
        session.run.finish(.finished)
        session.deliver()
        #expect(session.shows("2 interventions, 1 of them scripted"))
    }

    @Test("undoing a stop trains on")
    func undoesAStop() {
        var session = Session()
        session.train(300)
        session.press(.character("S"), .enter, .character("u"))
        #expect(session.lastAction == .undo)
        #expect(session.shows("Controls"))
        #expect(session.state.run.summary == nil)
    }

    @Test(
        "each way a run ends has its words",
        arguments: [
            (RunState.finished, "finished its epochs"), (.earlyStopped, "validation no longer improved"),
            (.stopped, "stopped by hand"), (.diverged, "NaN or infinite"),
        ])
    func ends(state: RunState, words: String) {
        var session = Session()
        session.train(100)
        session.run.finish(state)
        session.deliver()
        #expect(session.shows(words))
        #expect(session.shows("u goes back") == (state == .diverged), "nothing was changed by hand")
    }

    @Test("a non-finite number names tensor, layer, step and training sample, and offers undo")
    func diverges() {
        var session = Session()
        session.train(450)
        session.press(.character("+"))
        session.train(50)
        session.run.diverge()
        session.deliver()
        for text in ["The gradient of layer 1 (dense64) went NaN or infinite at step 500, on training sample 4."] {
            #expect(session.question.contains(text), "\(text)")
        }
        #expect(session.shows("DIVERGED"))
        session.press(.character("a"))
        #expect(session.shows("went NaN or infinite at step 500"), "the verdict stays")
        session.press(.character(" "))
        #expect(session.shows("undo first"))
        session.press(.character("u"))
        #expect(session.lastAction == .undo)
        #expect(session.state.run.nonFinite == nil)
        #expect(session.state.run.step == 450)
    }

    @Test("a divergence without any intervention offers the last good state and says what to change")
    func divergesUntouched() {
        var session = Session()
        session.train(100)
        session.run.diverge()
        session.deliver()
        #expect(session.shows("undo to the last good state"))
        #expect(session.question.contains("Nothing was changed by hand"))
        session.press(.character("u"))
        #expect(session.lastAction == .undo)
    }

    @Test("the journal's last line has the step of the end")
    func endsAtItsStep() {
        var session = Session()
        session.train(2600)
        let batch = session.run.makeSteps(100)
        session.run.finish(.finished)
        session.deliver(batch)
        #expect(session.state.journal.lines.last?.text == "the run finished its epochs")
        #expect(session.state.journal.lines.last?.step == 2700)
    }

    @Test("a value is typed in a box that keeps what was refused")
    func edits() {
        var session = Session()
        session.press(.enter)
        #expect(session.shows("= 0.1"))
        session.press(.control("u"))
        session.type("1e4")
        session.press(.enter)
        #expect(session.shows("must be at least 0 and at most 100"))
        session.press(.backspace)
        session.type("0")
        session.press(.enter)
        #expect(session.lastAction == .set([Assignment("optimizer.lr", .real(1))]))
    }

    @Test("below the least size a question still shows its buttons")
    func asksWhereThereIsNoRoom() {
        var session = Session(size: Size(columns: 30, rows: 8))
        #expect(session.shows("descent needs 60×16"))
        #expect(session.shows("Training goes on"))
        session.press(.character("q"))
        #expect(session.shows("q: quit now"))
        session.press(.character("q"))
        #expect(session.effects == [.quit(.quit)])
    }

    @Test(
        "below the least size the keys named are those that work: esc alone while something takes the others",
        arguments: [":", "o", "\n", "?", "L", "6/", "5/", "5\u{4}T"])
    func namesKeysWhereThereIsNoRoom(keys: String) {
        var session = Session()
        func shrink(_ session: inout Session) { session.handle(.terminal(.resize(Size(columns: 30, rows: 8)))) }
        var plain = session
        shrink(&plain)
        #expect(plain.shows("q quits, space pauses"))
        plain.press(.character(" "))
        #expect(plain.shows("q quits, space goes on"))

        for key in keys {
            switch key {
            case "\n": session.press(.enter)
            case "\u{4}": session.press(.down)
            default: session.press(.character(key))
            }
        }
        shrink(&session)
        #expect(session.shows("esc closes what is open"))
        #expect(!session.shows("q quits") && !session.shows("space pauses"))
        session.press(.escape)
        #expect(session.shows("q quits"))
        // In lists of runs the space marks.
        #expect(session.shows("space pauses") == (session.state.focus.view != .runs))
    }
}

extension Session {
    /// What the dialog on top says.
    fileprivate var question: String {
        if case .dialog(let dialog)? = state.overlays.last { dialog.lines.joined(separator: " ") } else { "" }
    }
}
