import Terminal
import Testing
import Training
import Tunables

@testable import Dashboard

@Suite("Steering")
struct SteeringTests {
    @Test("+ raises the learning rate at the start; requested, then applied at its step, in toast, journal and mark")
    func nudgesTheRate() {
        var session = Session()
        session.train(640)
        session.answers = false
        session.press(.character("+"))
        #expect(session.lastAction == .set([Assignment("optimizer.lr", 0.2)]))
        #expect(session.shows("lr 0.1 → 0.2: requested"))
        #expect(session.shows("→ 0.2 requested"))
        #expect(session.state.marks == [ChartMark(number: 1, step: 640, isPending: true, label: "lr 0.1 → 0.2")])
        session.answer()
        #expect(session.shows("✓ lr 0.1 → 0.2: applied at step 640"))
        #expect(session.shows("① step 640 lr 0.1 → 0.2 (applied)"))
        #expect(session.state.marks == [ChartMark(number: 1, step: 640, isPending: false, label: "lr 0.1 → 0.2")])
        session.wait(5)
        #expect(!session.shows("applied at step 640"))
    }

    @Test("a nudge goes on from the value requested, not from the one in force")
    func nudgesFromWhatIsPending() {
        var session = Session()
        session.answers = false
        session.type("+++")
        let values = session.commands.map { command -> Value? in
            if case .set(let assignments) = command.action { assignments.first?.value } else { nil }
        }
        #expect(values == [.real(0.2), .real(0.5), .real(1)])
    }

    @Test("quick repeats on a key are one journal item, and one undo takes them back")
    func groupsRepeats() {
        var session = Session()
        session.train(100)
        session.type("++")
        #expect(session.state.journal.items.count == 1)
        #expect(session.shows("① step 100 lr 0.1 → 0.5 (applied, 2 changes)"))
        #expect(session.state.toasts.all.count == 1, "a newer message about the same key takes the older one's place")
        session.wait(2)
        session.type("+")
        #expect(session.state.journal.items.map(\.number) == [1, 2])
    }

    @Test("o offers each optimizer; the measured lr, its default or the one in force goes along in one command")
    func choosesAnOptimizer() throws {
        let names = try #require(ExperimentSchema.liveParts["optimizer.name"]).map(\.name)
        for (index, name) in names.enumerated() where name != "sgd" {
            let part = try #require(ExperimentSchema.liveParts["optimizer.name"]?[index])
            let own = try #require(part.tunable("lr")?.defaultValue)
            // The fake run's last updates were 0.03, those at lr 1 would be 1.5; it trains at lr 0.1.
            for (keys, rate): ([Key], Value) in [([], 0.02), ([.down], own), ([.end], 0.1)] {
                var session = Session()
                session.press(.character("o"))
                for other in names { #expect(session.shows(other)) }
                session.press(.home)
                for _ in 0..<index { session.press(.down) }
                session.press(.enter)
                #expect(session.lastAction == .matchRate(optimizer: name))
                #expect(session.shows("\(name): with which learning rate?"))
                #expect(session.shows("keeps the size of updates, as measured") || own == 0.02)
                for key in keys where own != 0.02 || key != .down { session.press(key) }
                session.press(.enter)
                #expect(
                    session.lastAction
                        == .set([Assignment("optimizer.name", .word(name)), Assignment("optimizer.lr", rate)]))
                #expect(session.run.refusals == [])
            }
        }
    }

    @Test("a switch that would flatten the loss is foreseen in words, and stands in the journal")
    func foreseesFlattening() {
        var session = Session()
        session.run.settings["optimizer.lr"] = 0.001
        session.run.settings["optimizer.name"] = "adam"
        session.run.start()
        session.deliver()
        session.type(":optimizer sgd")
        session.press(.enter)
        #expect(session.shows("keeps the size of updates, as measured"))
        #expect(session.shows("keep the one in force, updates 20x smaller: the loss would flatten"))
        session.press(.end, .enter, .character("6"))
        #expect(session.shows("sgd at lr 0.001, updates 20x smaller: the loss would flatten (measured)"))
    }

    @Test("before the measurement is there its choice is sent as a word; a moved selection stays where it is")
    func measuresLater() {
        var session = Session()
        session.answers = false
        session.type(":optimizer adam")
        session.press(.enter)
        #expect(session.shows("being measured"))
        session.press(.up, .enter)
        #expect(
            session.lastAction == .set([Assignment("optimizer.name", "adam"), Assignment("optimizer.lr", "match")]))

        session = Session()
        session.answers = false
        session.type(":optimizer adam")
        session.press(.enter, .end)
        session.answer()
        session.press(.enter)
        #expect(session.lastAction == .set([Assignment("optimizer.name", "adam"), Assignment("optimizer.lr", 0.1)]))
    }

    @Test("the palette takes lr match beside a switch, and says where it belongs alone")
    func matchInThePalette() {
        var session = Session()
        session.answers = false
        session.type(":lr match")
        session.press(.enter)
        #expect(session.shows("'lr match' goes with a switch"))
        session.press(.control("u"))
        session.type("optimizer adam; lr match")
        session.press(.enter)
        #expect(
            session.lastAction == .set([Assignment("optimizer.name", "adam"), Assignment("optimizer.lr", "match")]))
    }

    @Test("choosing what holds already changes nothing; esc leaves a menu one level at a time")
    func leavesMenus() {
        var session = Session()
        session.press(.character("o"), .character("?"))
        #expect(session.state.overlays.count == 2)
        session.press(.escape)
        #expect(session.state.overlays.count == 1)
        session.press(.escape, .escape, .escape)
        #expect(session.state.overlays.isEmpty)
        #expect(session.commands.isEmpty)
        #expect(session.effects.isEmpty, "esc never quits")
    }

    @Test("d and e switch dropout and early stopping, r and c open their choices")
    func switches() {
        var session = Session()
        session.press(.character("d"))
        #expect(session.lastAction == .set([Assignment("dropout.enabled", false)]))
        session.press(.character("d"))
        #expect(session.lastAction == .set([Assignment("dropout.enabled", true)]))
        session.press(.character("e"))
        #expect(session.lastAction == .set([Assignment("early_stopping.enabled", true)]))
        session.press(.character("r"))
        #expect(session.shows("schedule: how the learning rate moves over time"))
        session.press(.escape, .character("c"))
        #expect(session.shows("clip: how large gradients are tamed"))
    }

    @Test("switching dropout on where every rate is 0 says so")
    func saysWhenDropoutHasNoRate() {
        var run = FakeRun()
        run.settings["layers.1.dropout"] = 0
        var session = Session(run: run)
        session.press(.character("d"))
        #expect(session.shows("every dropout rate is 0"))
    }

    @Test("space pauses and resumes; one step and one epoch only while paused")
    func pauses() {
        var session = Session()
        session.press(.character(" "))
        #expect(session.lastAction == .pause)
        #expect(session.shows("PAUSED"))
        session.press(.character("."))
        #expect(session.lastAction == .step)
        session.press(.character(">"))
        #expect(session.lastAction == .finishEpoch)
        session.press(.character(" "))
        #expect(session.lastAction == .resume)
        #expect(session.shows("RUNNING"))
    }

    @Test("undo takes the mark back and the charts to the step; redo brings both again")
    func undoesAndRedoes() {
        var session = Session()
        session.train(450)
        session.press(.character("+"))
        session.train(90)
        session.press(.character("u"))
        #expect(session.state.run.step == 450)
        #expect(session.state.history.lastStep == 450)
        #expect(session.state.run.epoch == 10)
        #expect(session.state.marks.isEmpty)
        #expect(session.shows("(undone)"))
        #expect(session.shows("undone: lr 0.1 → 0.2, now at step 450"))
        #expect(!session.shows("undo: requested"))
        session.press(.character("U"))
        #expect(session.state.marks.map(\.number) == [1])
        session.press(.character("u"), .character("-"), .character("U"))
        #expect(session.lastAction != .redo, "a new intervention drops redo")
    }

    @Test("a refused command says why, changes nothing, and training goes on")
    func refuses() {
        var session = Session()
        session.handle(.telemetry([], TelemetryBatch(layout: session.run.layout, capacity: 1)))
        session.answers = false
        session.press(.character("+"))
        let id = session.commands[0].id
        session.handle(
            .telemetry(
                [.rejected(id: id, reason: "the optimizer is asleep")],
                TelemetryBatch(layout: session.run.layout, capacity: 1)))
        #expect(session.shows("✗ lr 0.1 → 0.2: refused, the optimizer is asleep"))
        #expect(session.state.marks.isEmpty)
        #expect(session.state.run.phase == .running)
        session.press(.character("6"))
        #expect(session.shows("refusal"))
    }

    @Test("an intervention of the preset's script is announced as one")
    func announcesScripts() {
        var session = Session()
        session.run.fireScript(Assignment("optimizer.lr", 0.01))
        session.deliver()
        #expect(session.shows("lr 0.1 → 0.01 (script): applied at step 0"))
    }

    @Test("a script's command that the run refuses is not passed over in silence")
    func announcesRefusedScripts() {
        var session = Session()
        session.handle(
            .telemetry(
                [.rejected(id: 0, reason: "'optimizer.lr' must be at least 0")],
                TelemetryBatch(layout: session.run.layout, capacity: 1)))
        #expect(session.shows("✗ script: refused, 'optimizer.lr' must be at least 0"))
    }

    @Test("nudges that were not asked for here and now stand apart, however quickly they are told")
    func keepsOldNudgesApart() {
        var session = Session()
        session.press(.character("+"))
        let entries = [(7, 500, 0.2), (8, 900, 0.3)].map { id, step, rate in
            JournalEntry(
                id: id, parent: id - 1, step: step, epoch: 0, assignments: [Assignment("optimizer.lr", .real(rate))],
                previous: [.real(rate - 0.1)], source: .key, commandID: id)
        }
        session.handle(
            .telemetry(entries.map(RunEvent.journaled), TelemetryBatch(layout: session.run.layout, capacity: 1)))
        #expect(session.state.journal.items.map(\.step) == [0, 500, 900])
        #expect(session.state.marks.map(\.number) == [1, 2, 3])
    }

    @Test("what the run tells in another grouping of undos is followed")
    func followsTheRunsUndo() {
        var journal = WatchedJournal()
        func entry(_ id: Int) -> JournalEntry {
            JournalEntry(
                id: id, parent: id - 1, step: 10, epoch: 0,
                assignments: [Assignment("optimizer.lr", .real(Double(id)))],
                previous: [0], source: .key, commandID: id)
        }
        for id in 1...3 { journal.add(entry(id), now: 0) }
        #expect(journal.items.count == 1)
        journal.rewind(entry: 3, redo: false)
        #expect(journal.current.map(\.words) == ["lr 0 → 2"])
        journal.rewind(entry: 3, redo: true)
        #expect(journal.current.count == 2)
        journal.rewind(entry: 0, redo: false)
        #expect(journal.current.count == 2, "entry 0 stands for no intervention")
    }
}
