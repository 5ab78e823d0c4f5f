import Terminal
import Testing
import Training
import Tunables

@testable import Dashboard

@Suite("A run's past, told to who was not there")
struct PastTests {
    private func entry(
        _ id: Int, step: Int, lr: Double, from previous: Double = 0.1, source: CommandSource = .key
    ) -> JournalEntry {
        JournalEntry(
            id: id, parent: id > 1 ? id - 1 : nil, step: step, epoch: step / 45,
            assignments: [Assignment("optimizer.lr", .real(lr))], previous: [.real(previous)], source: source,
            commandID: id)
    }

    private func report(_ epoch: Int) -> EpochReport {
        EpochReport(
            epoch: epoch, step: epoch * 45, training: SplitMetrics(loss: 0.5), validation: nil, learningRate: 0.1,
            seconds: 1, isBest: epoch == 2)
    }

    /// A run that goes on at a step, with what stands in its record.
    private func resumed(_ past: [PastEvent], atStep step: Int = 450) -> Session {
        var session = Session(starts: false)
        let steps = step > 0 ? session.run.makeSteps(step) : TelemetryBatch(layout: session.run.layout, capacity: 1)
        _ = session.run.takeEvents()
        session.handle(.past(past, steps))
        session.run.start()
        session.deliver()
        return session
    }

    @Test("nudges of a key made far apart stay apart, and the next one is counted by itself")
    func nudgesStayApart() {
        var session = resumed([
            .reported(.journaled(entry(1, step: 100, lr: 0.2))),
            .reported(.journaled(entry(2, step: 400, lr: 0.3, from: 0.2))),
        ])
        #expect(session.state.journal.items.map(\.words) == ["lr 0.1 → 0.2", "lr 0.2 → 0.3"])
        #expect(session.state.marks.map(\.step) == [100, 400])
        session.press(.character("+"))
        #expect(session.state.journal.items.map(\.number) == [1, 2, 3])
        session.press(.character("+"))
        #expect(session.state.journal.items.count == 3, "quick nudges made here are still one")
    }

    @Test("what the script did long ago is no news: no message tells of it, the journal does")
    func oldScriptsAreNoNews() {
        var session = resumed([.reported(.journaled(entry(1, step: 100, lr: 0.01, source: .script)))])
        #expect(session.state.toasts.all.isEmpty)
        #expect(session.shows("step 100 lr 0.1 → 0.01 (script)"))
        session.run.fireScript(Assignment("l2", 0.001))
        session.deliver()
        #expect(session.state.toasts.all.map(\.text) == ["l2 0.001 (script): applied at step 450"])
    }

    @Test("epochs, interventions, findings and checkpoints stand in order; what was taken back is marked so")
    func order() {
        var session = resumed([
            .reported(.epoch(report(1))), .reported(.journaled(entry(1, step: 60, lr: 0.2))),
            .finding(step: 70, severity: "alarm", message: "Vanishing gradient"), .reported(.epoch(report(2))),
            .checkpoint(CheckpointNote(.best, step: 90, epoch: 2)), .undone(entry(3, step: 95, lr: 0.4)),
            .undone(entry(2, step: 100, lr: 0.3)), .checkpoint(CheckpointNote(.latest, step: 450, epoch: 10)),
        ])
        let lines = session.state.journal.lines
        #expect(lines.map(\.step) == [45, 60, 70, 90, 90, 95, 100, 450])
        #expect(
            lines.map(\.kind) == [
                .epoch, .intervention, .finding, .epoch, .checkpoint, .intervention, .intervention, .checkpoint,
            ])
        #expect(lines[2].text == "alarm: Vanishing gradient")
        #expect(lines[4].text == "best state, 2 epochs done" && lines[7].text == "latest state, 10 epochs done")
        #expect(lines[5].text == "lr 0.1 → 0.4 (undone)" && lines[5].number == 3)
        #expect(session.state.journal.items.map(\.number) == [1, 2, 3], "numbered as they were made")
        #expect(session.state.marks.map(\.number) == [1], "what does not hold is on no axis")
        #expect(session.state.journal.canUndo && !session.state.journal.canRedo)
        session.press(.character("6"), .up, .character("w"))
        #expect(session.shows("rewind: it is undone") && !session.shows("U redoes"))
    }

    @Test("a recorded run says how it ended at its last step")
    func ending() throws {
        var session = Session()
        session.press(.character("5"), .down, .down, .enter, .character("6"))
        let journal = try #require(session.state.opened.first).journal
        #expect(journal.lines.last?.text == "the run finished its epochs")
        #expect(journal.lines.last?.step == 450)
        #expect(journal.lines.map(\.step) == journal.lines.map(\.step).sorted())
        session.press(.escape)
    }

    @Test("of the checkpoints that follow one another the newest has a line, and the selected line stays selected")
    func checkpoints() throws {
        var session = Session()
        session.train(450)
        session.handle(.checkpoint(CheckpointNote(.latest, step: 440, epoch: 9)))
        session.train(450)
        session.press(.character("6"), .up, .up, .up)
        let selected = session.state.journalView.selected
        for epoch in 11...300 {
            session.handle(.checkpoint(CheckpointNote(.latest, step: epoch * 45, epoch: epoch)))
            if epoch % 50 == 0 {
                session.handle(.checkpoint(CheckpointNote(.best, step: epoch * 45, epoch: epoch)))
            }
        }
        let lines = session.state.journal.lines.filter { $0.kind == .checkpoint }
        #expect(lines.map(\.step) == [13_500, 13_500])
        #expect(Set(lines.map(\.text)) == ["best state, 300 epochs done", "latest state, 300 epochs done"])
        let at = session.state.selectedLine(of: session.state.filteredJournal)
        #expect(selected != nil && session.state.filteredJournal[at].id == selected)
        #expect(session.shows("checkpoint"))
    }

    @Test("each word on how a run goes on stands in the journal; the last is shown")
    func opening() {
        var session = resumed([.reported(.epoch(report(10)))])
        session.handle(
            .opening([
                "passed over: a: damaged", "passed over: b: left by undoing", "resuming x from step 450, epoch 10",
            ]))
        #expect(session.state.toasts.all.map(\.text) == ["resuming x from step 450, epoch 10"])
        #expect(session.state.journal.lines.suffix(3).map(\.kind) == [.note, .note, .note])
        #expect(session.state.journal.lines.suffix(3).map(\.step) == [450, 450, 450])
        session.wait(60)
        session.press(.character("6"))
        #expect(session.shows("passed over: a: damaged") && session.shows("passed over: b: left by undoing"))
    }
}
