import Terminal
import Testing
import Training

@testable import Dashboard

@Suite("When a run is not recorded")
struct RecordingTroubleTests {
    private static let reason = "recording has stopped: /data/runs.sqlite: the disk is full; free some space"

    private func recorded() -> Session {
        var session = Session()
        session.state.options.canSave = true
        session.train(300)
        return session
    }

    @Test(
        "nothing is offered to be saved once recording has stopped; that is told, kept in the journal and in the header"
    )
    func stops() {
        var session = recorded()
        #expect(!session.shows("NOT RECORDED"))
        session.handle(.notRecorded(Self.reason))
        #expect(session.shows("recording has stopped: /data/runs.sqlite"))
        #expect(session.state.journal.lines.last?.text == Self.reason && session.state.journal.lines.last?.step == 300)
        session.wait(600)
        #expect(session.state.toasts.all.isEmpty && session.shows("NOT RECORDED"))
        session.press(.character("q"))
        #expect(session.shows("quit now") && !session.shows("save & quit") && !session.shows("descent resume"))
        #expect(session.shows("what came after is lost"))
    }

    @Test("a question that is open already is asked anew", arguments: ["q", "R", "p"])
    func openQuestions(key: Character) {
        var session = recorded()
        if key != "q" { session.press(.character("5"), .down) }
        session.press(.character(key))
        #expect(session.question.contains(key == "q" ? "A saved run goes on" : "can be resumed as well"))
        session.handle(.notRecorded(Self.reason))
        #expect(session.state.overlays.count == 1)
        #expect(
            session.question.contains(
                key == "q" ? "what came after is lost" : "what came after recording stopped is lost"))
        #expect(!session.question.contains("A saved run") && !session.question.contains("as well"))
        #expect(!session.shows("save & quit"))
    }

    @Test("a run that was never recorded says so as long as it is open, at every width that has a header")
    func never() {
        var session = Session()
        session.handle(.notRecorded("this run is not recorded: /data: it cannot be written"))
        for columns in [60, 80, 120] {
            session.handle(.terminal(.resize(Size(columns: columns, rows: 24))))
            #expect(session.shows("NOT RECORDED") && session.shows("RUNNING"))
        }
        session.press(.character("q"))
        #expect(session.shows("nothing of it can go on later"))
    }

    @Test("a recorded run that is looked at meanwhile shows the message, and gives no promise back when it is left")
    func beneathAnOpenedRun() {
        var session = recorded()
        session.press(.character("5"), .down, .enter)
        session.handle(.notRecorded(Self.reason))
        #expect(session.shows("recording has stopped"))
        session.press(.character("1"), .character("q"))
        #expect(session.shows("quit now") && !session.shows("save & quit"))
    }
}

extension Session {
    /// What the dialog on top says.
    fileprivate var question: String {
        if case .dialog(let dialog)? = state.overlays.last { dialog.lines.joined(separator: " ") } else { "" }
    }
}
