import Terminal
import Testing
import Training

@testable import Dashboard

@Suite("The runs view")
struct RunsViewTests {
    private func opened(_ size: Size = Size(columns: 120, rows: 36)) -> Session {
        var session = Session(size: size)
        session.train(200)
        session.forgetEffects()
        session.press(.character("5"))
        return session
    }

    private func requests(_ session: inout Session) -> [RunsRequest] {
        session.takeEffects().compactMap { if case .runs(let request) = $0 { request } else { nil } }
    }

    @Test("it asks for the list when it is opened, and for the curves of the newest run, which is selected")
    func opening() {
        var session = opened()
        #expect(requests(&session) == [.list, .compare(["2026-11-17-moons-8033"])])
        #expect(session.shows("8 of 8") && session.shows("by when ↓"))
        #expect(session.shows("2026-11-17-moons-8033") && session.shows("interrupted"))
        session.press(.character("5"))
        #expect(requests(&session).first == .list)
        session.press(.character("1"))
        #expect(session.state.focus.view == .overview)
    }

    @Test("the training goes on while it is open")
    func trainingGoesOn() {
        var session = opened()
        session.train(100)
        #expect(session.state.run.step == 300)
        session.press(.character("+"))
        #expect(session.commands.count == 1)
    }

    @Test("every column sorts, both ways round; what has no value stays last", arguments: RunColumn.sortable)
    func sorting(column: RunColumn) throws {
        var session = opened()
        for _ in RunColumn.sortable where session.state.runsView.order != column { session.press(.character("s")) }
        #expect(session.state.runsView.order == column)
        #expect(session.shows("by \(column.title)"))
        let forward = session.state.runsView.shown
        session.press(.character("i"))
        let backward = session.state.runsView.shown
        #expect(Set(forward) == Set(FakeArchive.rows) && Set(backward) == Set(FakeArchive.rows))
        #expect(forward != backward)
        func values(_ rows: [RunRow]) -> [String] { rows.map { column.text($0) }.filter { !$0.isEmpty && $0 != "NaN" } }
        if column != .state { #expect(Set(values(forward)) == Set(values(backward))) }
        if column == .best {
            #expect(forward.map(\.bestLoss).prefix(6) == [0.08, 0.115, 0.12, 0.31, 0.45, 1.9])
            #expect(backward.map(\.bestLoss).prefix(6) == [1.9, 0.45, 0.31, 0.12, 0.115, 0.08])
        }
        if column == .test { #expect(forward.prefix(3).map(\.preset) == ["moons", "digits", "friedman1"]) }
        if column == .started { #expect(forward.map(\.started) == forward.map(\.started).sorted(by: >)) }
    }

    @Test("the filter takes words of id, preset, state, tags and note; esc takes it away, then the marks, then leaves")
    func filtering() {
        var session = opened()
        session.press(.character(" "), .character("/"))
        session.type("beat DIGITS")
        #expect(session.state.runsView.shown.map(\.note) == ["the one to beat"])
        session.press(.enter)
        #expect(session.shows("/beat DIGITS  (esc clears)") && session.shows("1 of 8"))
        session.press(.escape)
        #expect(session.state.runsView.shown.count == 8 && session.state.runsView.marked.count == 1)
        session.press(.escape)
        #expect(session.state.runsView.marked.isEmpty && session.state.focus.view == .runs)
        session.press(.escape)
        #expect(session.state.focus.view == .overview)
        session.press(.character("5"), .character("/"))
        session.type("zzz")
        #expect(session.shows("nothing passes the filter"))
        session.press(.enter, .enter)
        #expect(session.shows("no run is selected") && session.state.opened.isEmpty)
    }

    @Test("marked runs are drawn together, and what differs in their settings stands beside; others stay out")
    func comparing() {
        var session = opened()
        session.press(.character(" "), .character(" "), .character(" "))
        let marked = ["2026-11-17-moons-8033", "2026-11-16-reviews-800e", "2026-11-15-digits-7fe9"]
        #expect(session.state.runsView.marked == marked)
        #expect(requests(&session).last == .compare(marked))
        #expect(session.shows("What they differ in") && session.shows("optimizer.lr") && session.shows("3 marked"))
        #expect(!session.shows("their settings are the same"))
        session.press(.up, .character(" "))
        #expect(session.state.runsView.marked == Array(marked.prefix(2)))
        for _ in 0..<6 { session.press(.character(" ")) }
        #expect(session.state.runsView.marked.count == RunsViewState.markLimit)
        #expect(session.shows("5 runs can be compared at a time"))
        session.press(.character("1"))
        #expect(session.shows("a b c d e"))
    }

    @Test("a run that cannot be read is told of, and does not blank those it is compared with")
    func unreadable() {
        var session = opened(Size(columns: 160, rows: 36))
        session.archive.unreadable = "2026-11-16-reviews-800e"
        session.press(.character(" "), .character(" "), .character(" "))
        #expect(session.shows("run 2026-11-16-reviews-800e: its epochs cannot be read"))
        #expect(
            session.shows("optimizer.lr") && session.shows("a 2026-11-17-moons") && session.shows("c 2026-11-15-di"))
        // Alone with it, a run has nothing to differ from.
        session.press(.up, .character(" "))
        #expect(session.shows("cannot be read") && !session.shows("their settings are the same"))
        #expect(session.shows("a 2026-11-17-moons"))
    }

    @Test("curves are asked for one question at a time, the latest wish winning")
    func asking() {
        var session = opened()
        session.archiveAnswers = false
        session.forgetEffects()
        session.press(.down, .down, .down)
        #expect(requests(&session).count == 1)
        session.archiveAnswers = true
        session.answerArchive()
        #expect(requests(&session) == [.compare([session.state.runsView.selected?.id ?? ""])])
        #expect(session.state.runsView.comparison?.ids == session.state.runsView.wanted)
    }

    @Test("Enter opens a run read-only: its curves, its end, commands refused with words; esc and 1 go back")
    func opensRun() throws {
        var session = opened()
        session.press(.down, .down, .enter)
        #expect(session.shows("RECORDED") && session.shows("2026-11-15-digits-7fe9"))
        #expect(session.shows("The end") && session.shows("goes on with it"))
        let sent = session.commands.count
        session.press(.character("+"), .character(" "), .character("o"))
        #expect(session.shows("this run is recorded; descent resume"))
        session.type(":lr 0.5")
        session.press(.enter)
        #expect(session.shows("refused, this run is recorded, not running"))
        #expect(session.commands.count == sent)
        // The run beneath goes on, unseen.
        session.train(100)
        #expect(session.state.run.step == 300 && session.state.opened.first?.run.step == 450)
        session.press(.character("6"))
        #expect(session.shows("l2 0 → 0.001 (script)") || session.shows("l2 0.001 (script)"))
        session.press(.escape, .escape, .escape)
        #expect(session.state.opened.isEmpty && session.state.focus.view == .runs)
        session.press(.enter, .character("1"))
        #expect(session.state.opened.isEmpty && session.state.focus.view == .overview)
        #expect(requests(&session).filter { $0 == .close }.count == 2)
        #expect(session.shows("RUNNING") && !session.shows("RECORDED"))
    }

    @Test("q in an opened run asks about the run that trains; ^C as well")
    func quitting() {
        for key in [Key.character("q"), .control("c")] {
            var session = opened()
            session.press(.enter, key)
            #expect(session.state.opened.isEmpty)
            #expect(session.shows("Quit?"))
            #expect(!session.effects.contains(.quit(.quit)))
        }
    }

    @Test("resume and replay ask before this run is left, and name their commands; a run being trained refuses both")
    func commands() {
        var session = opened()
        for key in "RpD" {
            session.press(.character(key))
            #expect(session.state.overlays.isEmpty && session.shows("the run is being trained"))
        }
        session.press(.down, .character("R"))
        #expect(session.shows("descent resume 2026-11-16-reviews-800e"))
        #expect(session.shows("ended and lost: it is not recorded"))
        session.press(.enter, .character("p"))
        #expect(session.shows("descent replay 2026-11-16-reviews-800e --verify"))
        session.press(.escape)
        #expect(session.state.overlays.isEmpty)
        session.state.options.canSave = true
        session.forgetEffects()
        session.press(.character("R"))
        #expect(session.shows("resumed as well"))
        session.press(.character("r"))
        #expect(session.effects == [.resumeRun("2026-11-16-reviews-800e")])
        session.press(.character("p"), .character("r"))
        #expect(session.effects.last == .replayRun("2026-11-16-reviews-800e"))
    }

    @Test("resuming a run that is over says what happens: it comes back at its end")
    func resumingTheFinished() {
        var session = opened()
        for index in session.state.runsView.shown.indices {
            session.state.runsView.select(index)
            guard let row = session.state.runsView.selected, row.life != .live else { continue }
            session.press(.character("R"))
            let isOver = row.life == .ended && row.phase.isOver
            #expect(session.shows("It goes on from its last checkpoint.") == !isOver, "\(row.id)")
            #expect(session.shows("It is over and comes back at its end") == isOver, "\(row.id)")
            session.press(.escape)
        }
    }

    @Test("deletion asks and keeps by default; tags and notes are typed; exports tell the path")
    func changing() {
        var session = opened()
        session.press(.down, .character("D"), .enter)
        #expect(session.state.runsView.rows?.count == 8)
        session.press(.delete, .character("d"))
        #expect(session.state.runsView.rows?.count == 7 && !session.shows("reviews-800e"))
        session.press(.character("T"))
        session.type("one, two")
        session.press(.enter)
        #expect(session.state.runsView.selected?.tags == ["one", "two"])
        session.press(.character("n"))
        session.type("to keep")
        session.press(.enter)
        #expect(session.state.runsView.selected?.note == "to keep" && session.shows("to keep"))
        session.press(.character("E"), .down, .enter)
        #expect(session.shows("wrote tables into /here/2026-11-15-digits-7fe9"))
    }

    @Test("a folder without runs, and one that cannot be read, say so; no key is dead or harmful there")
    func emptiness() {
        var session = Session()
        session.archive.rows = []
        session.press(.character("5"))
        #expect(session.shows("no run is recorded yet"))
        for key in "ERpTnD v" { session.press(.character(key)) }
        session.press(.enter, .down, .end)
        #expect(session.shows("no run is selected") && session.state.overlays.isEmpty)
        session.archive.trouble = "/data/runs.sqlite: it is not a database; use another folder"
        session.press(.character("5"))
        #expect(session.shows("it is not a database"))
    }

    @Test("leaving the view, or its filter, does not cancel a fork that trains beneath it")
    func forkGoesOn() {
        var session = opened()
        session.press(.character("1"), .character("+"), .character("F"))
        #expect(session.state.fork != nil)
        session.press(.character("5"), .character("/"), .character("e"), .escape, .escape)
        #expect(session.state.focus.view == .overview && session.state.fork != nil)
    }

    @Test("a click selects, a click on the selected run opens it, the wheel moves")
    func mouse() throws {
        var session = opened()
        let rows = session.screen.split(separator: "\n", omittingEmptySubsequences: false)
        let row = try #require(rows.firstIndex { $0.contains("2026-11-14-friedman1") })
        session.mouse(.press, 8, row)
        #expect(session.state.runsView.selected?.preset == "friedman1")
        session.mouse(.wheelDown, 8, row)
        #expect(session.state.runsView.index == 4)
        session.mouse(.wheelUp, 8, row)
        session.mouse(.press, 8, row)
        #expect(session.state.opened.count == 1)
    }

    @Test(
        "it is drawn at every size, whatever is marked, filtered or focused", arguments: ["", " ", "  ", "  \t", "/di"])
    func sizes(keys: String) {
        var session = opened()
        for key in keys { session.press(key == "\t" ? .tab : .character(key)) }
        for columns in [1, 2, 5, 20, 59, 60, 75, 90, 120, 200] {
            for rows in [1, 2, 5, 15, 16, 17, 24, 60] {
                session.handle(.terminal(.resize(Size(columns: columns, rows: rows))))
                #expect(session.canvas.size == Size(columns: columns, rows: rows))
                session.press(.down, .up)
            }
        }
    }

    @Test("with marks set, the selected run's details follow what the marked ones differ in")
    func detailsBesideMarks() {
        var session = opened(Size(columns: 120, rows: 60))
        session.press(.character(" "), .character(" "), .home, .down, .down, .down, .down)
        #expect(session.state.runsView.selected?.note == "the one to beat")
        #expect(session.shows("What they differ in") && session.shows("the one to beat"))
    }

    @Test("the details scroll where they are focused, and not beyond their end")
    func scrolling() {
        var session = opened(Size(columns: 100, rows: 24))
        session.press(.character(" "), .character(" "), .tab)
        for _ in 0..<20 { session.press(.down) }
        let pane = RunsPane(state: session.state)
        #expect(session.state.runsView.detailScroll == pane.lastDetailScroll(in: Layout(size: session.size).body))
        #expect(session.state.runsView.index == 2)
        session.press(.tab, .down)
        #expect(session.state.runsView.index == 3)
    }
}
