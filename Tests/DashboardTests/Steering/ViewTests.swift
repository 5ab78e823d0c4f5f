import Terminal
import Testing
import Training
import Tunables

@testable import Dashboard

@Suite("Looking around")
struct ViewTests {
    private func session() -> Session {
        var session = Session()
        session.train(1000)
        return session
    }

    @Test("smoothing goes 0.9, 0.99, 0, 0.6 and round; y and x change the axes")
    func looks() {
        var session = session()
        var seen: [Double] = []
        for _ in 0..<4 {
            session.press(.character("s"))
            seen.append(session.state.chart.smoothing)
        }
        #expect(seen == [0.99, 0, 0.6, 0.9])
        session.press(.character("y"))
        #expect(session.state.chart.isLogarithmic)
        session.press(.character("x"))
        #expect(session.state.chart.axis == .epoch)
        session.press(.character("x"), .character("x"))
        #expect(session.state.chart.axis == .step)
    }

    @Test("z halves what is in view and keeps the newest steps in it; arrows pan, 0 shows all again")
    func zooms() {
        var session = session()
        session.press(.tab, .character("z"))
        #expect(session.state.chart.visible == 500...1000)
        session.train(100)
        #expect(session.state.chart.visible == 600...1100, "the view follows")
        session.press(.left)
        #expect(session.state.chart.visible == 475...975)
        session.train(100)
        #expect(session.state.chart.visible == 475...975, "a view of the past stays")
        session.press(.home)
        #expect(session.state.chart.visible == 0...500)
        session.press(.end)
        #expect(session.state.chart.visible == 700...1200)
        session.press(.character("Z"), .character("Z"))
        #expect(session.state.chart.visible == nil)
        session.press(.character("z"), .character("0"))
        #expect(session.state.chart.visible == nil)
        for _ in 0..<30 { session.press(.character("z")) }
        let range = session.state.chart.range(lastStep: 1200)
        #expect(range.upperBound - range.lowerBound == 8, "zooming has an end")
    }

    @Test("Enter in a chart inspects: the cursor moves by arrows, reads exact values, esc puts it away")
    func inspects() {
        var session = session()
        session.press(.tab, .enter)
        #expect(session.state.chart.cursor == 1000)
        session.press(.left, .left)
        let cursor = session.state.chart.cursor ?? 0
        #expect(cursor < 1000 && cursor > 900)
        #expect(session.shows("step \(ChartNumber.grouped(cursor))"))
        session.press(.home)
        #expect(session.state.chart.cursor == 0)
        session.press(.end)
        #expect(session.state.chart.cursor == 1000)
        session.press(.escape)
        #expect(session.state.chart.cursor == nil)
    }

    @Test("Tab goes round the panes, arrows to their neighbors")
    func focuses() {
        var session = session()
        var seen: [PaneID] = []
        for _ in PaneID.allCases {
            session.press(.tab)
            seen.append(session.state.focus.pane)
        }
        #expect(seen == [.loss, .gradientFlow, .learningRate, .metrics, .controls])
        session.press(.backTab)
        #expect(session.state.focus.pane == .metrics)
        session.press(.character("l"))
        #expect(session.state.focus.pane == .controls)
        session.press(.character("k"))
        #expect(session.state.focus.pane == .gradientFlow)
    }

    @Test("a pane without room appears when it is focused")
    func bringsPanesIn() {
        var session = Session(size: Size(columns: 60, rows: 16))
        #expect(!session.shows("Metrics"))
        session.state.focus.pane = .metrics
        #expect(session.shows("Metrics"))
    }

    @Test("the journal lists what happened; / filters; Enter puts the charts' cursor on the step")
    func journal() {
        var session = session()
        session.press(.character("+"))
        session.train(100)
        session.press(.character("6"))
        #expect(session.shows("epoch 24: loss"))
        #expect(session.shows("intervention"))
        session.press(.character("/"))
        session.type("interv")
        session.press(.enter)
        #expect(!session.shows("epoch 24:"))
        #expect(session.state.filteredJournal.count == 1)
        session.press(.enter)
        #expect(session.state.chart.cursor == 1000)
        #expect(session.state.focus.view == .overview)
        session.press(.character("6"), .escape, .escape)
        #expect(session.state.focus.view == .overview)
    }

    @Test("in a journal whose filter passes nothing every key does nothing")
    func emptyJournal() {
        var session = session()
        session.press(.character("6"), .character("/"))
        session.type("nothing has this")
        session.press(.enter)
        #expect(session.shows("nothing passes the filter"))
        for key in [Key.up, .pageUp, .home, .down, .pageDown, .end, .enter, .character("w")] { session.press(key) }
        #expect(session.shows("nothing passes the filter") && session.commands.isEmpty)
    }

    @Test("the journal keeps what a person did when epochs are many")
    func boundsTheJournal() {
        var journal = WatchedJournal()
        journal.log(.intervention, "lr 1", step: 1)
        for step in 0..<100_000 { journal.log(.epoch, "epoch", step: step) }
        #expect(journal.lines.count <= 4000)
        #expect(journal.lines.first?.kind == .intervention)
    }

    @Test("t goes through the themes, m switches the mouse, P saves text and SVG, ^L and ^Z are passed on")
    func program() {
        var session = session()
        let first = session.state.options.theme.name
        session.press(.character("t"))
        #expect(session.state.options.theme.name != first)
        session.press(.character("m"))
        #expect(session.takeEffects() == [.setMouse(false)])
        session.press(.control("l"), .control("z"))
        #expect(session.takeEffects() == [.repaint, .suspend])
        session.press(.character("P"))
        let names = session.takeEffects().map { effect -> String in
            if case .saveScreenshot(let name, let contents) = effect, !contents.isEmpty { name } else { "" }
        }
        #expect(names == ["descent-digits-step-1000.txt", "descent-digits-step-1000.svg"])
    }

    @Test("without color the theme stays mono and t says why")
    func noColor() {
        var session = Session(options: DashboardOptions(theme: .standard, hasColor: false))
        session.press(.character("t"))
        #expect(session.state.options.theme.name == "mono")
        #expect(session.shows("this terminal shows no color"))
    }

    @Test("a click focuses, selects and presses; the wheel zooms and scrolls; dragging inspects")
    func mouse() throws {
        var session = session()
        let layout = Layout(size: session.size)
        let loss = try #require(layout.rect(of: .loss))
        session.mouse(.press, loss.column + 20, loss.row + 5)
        #expect(session.state.focus.pane == .loss)
        session.mouse(.drag, loss.endColumn - 2, loss.row + 5)
        #expect((980...1000).contains(session.state.chart.cursor ?? 0))
        session.mouse(.wheelUp, loss.column + 30, loss.row + 5)
        #expect(session.state.chart.visible != nil)
        let controls = try #require(layout.rect(of: .controls))
        session.mouse(.press, controls.column + 5, controls.row + 5)
        #expect(session.state.focus.pane == .controls)
        #expect(session.state.selectedControl?.key == "dropout.enabled")
        session.mouse(.press, controls.column + 5, controls.row + 5)
        #expect(session.lastAction == .set([Assignment("dropout.enabled", false)]))
        session.mouse(.wheelDown, controls.column + 5, controls.row + 5)
        #expect(session.state.selectedControl?.key == "dropout.rate")
    }

    @Test("footer hints, menu items and buttons can be clicked")
    func clicksWhatIsShown() throws {
        var session = session()
        let hints = FooterLine(session.state, columns: 120).hints
        let schedule = try #require(hints.first { $0.action == .chooseSchedule })
        session.mouse(.press, schedule.columns.lowerBound, 35)
        guard case .menu(let menu)? = session.state.overlays.last else {
            Issue.record("no menu")
            return
        }
        let rect = MenuOverlay(menu: menu, glyphs: session.state.glyphs).rect(in: Rect(session.size))
        session.mouse(.press, rect.column + 4, rect.row + 1)
        #expect(session.state.overlays.isEmpty)
        #expect(session.lastAction == .set([Assignment("schedule.name", .word(menu.items[0].label))]))
        session.press(.character("q"))
        let row = try #require(
            session.screen.split(separator: "\n", omittingEmptySubsequences: false)
                .firstIndex { $0.contains("[c] cancel") })
        let line = session.screen.split(separator: "\n", omittingEmptySubsequences: false)[row]
        let column = line.prefix(while: { _ in true }).range(ofText: "[c] cancel")
        session.mouse(.press, column, row)
        #expect(session.state.overlays.isEmpty)
    }
}

extension Substring {
    /// The column at which a text begins.
    fileprivate func range(ofText text: String) -> Int {
        var rest = self
        var column = 0
        while !rest.isEmpty, !rest.hasPrefix(text) {
            rest.removeFirst()
            column += 1
        }
        return column
    }
}
