import Terminal
import Testing
import Training
import Tunables

@testable import Dashboard

@Suite("A fork on the screen")
struct ForkTests {
    /// A run that was changed at step 100 and forked at step 120.
    private func forked(_ size: Size = Size(columns: 120, rows: 36), _ charset: Charset = .braille) -> Session {
        var session = Session(size: size, options: DashboardOptions(charset: charset))
        session.train(100)
        session.type(":lr 0.01")
        session.press(.enter)
        session.train(20)
        session.press(.character("F"))
        return session
    }

    private func ended(_ size: Size = Size(columns: 120, rows: 36), _ charset: Charset = .braille) -> Session {
        var session = forked(size, charset)
        session.train(180)
        return session
    }

    @Test("F trains both, draws the other one dimly, tells the difference, and asks which to keep")
    func asks() {
        var session = forked()
        #expect(session.lastAction == .fork(steps: nil))
        #expect(session.shows("Fork ①: step 120 of 300"))
        session.train(80)
        #expect(session.shows("step 200 of 300; loss 0.200 with it, 0.250 without: 20.0 % lower with it"))
        #expect(session.shows("accuracy 0.950, 0.900"))
        #expect(session.shows("without"))
        #expect(session.shows("cancel fork"))
        let steps = 101...200
        let other = session.state.fork?.branch.losses(steps: steps, count: 500) ?? []
        #expect(other.map(\.firstStep) == Array(steps))
        session.train(100)
        #expect(session.shows("Both trained 200 steps from step 100 on equal draws."))
        #expect(session.shows("With it: validation loss 0.200, accuracy 0.950"))
        #expect(session.shows("Without it: validation loss 0.250, accuracy 0.900"))
        #expect(session.shows("20.0 % lower with it"))
    }

    @Test("with it: the run goes on, the other branch stays dim and its result in the journal")
    func keepsWith() {
        var session = ended()
        session.press(.character("w"))
        #expect(session.lastAction == .keepFork(with: true))
        #expect(session.state.overlays.isEmpty)
        #expect(session.state.fork == nil)
        #expect(session.state.history.ghosts.map(\.steps) == [101...300])
        #expect(session.state.run.step == 300)
        #expect(session.shows("fork ①: kept with it; loss 20.0 % lower with it"))
        session.press(.character("6"))
        #expect(session.shows("① fork: kept with it; loss 0.200 with it, 0.250 without"))
    }

    @Test("without it: the intervention is undone and stays in the journal; redo brings it back")
    func keepsWithout() {
        var session = ended()
        session.press(.right, .enter)
        #expect(session.lastAction == .keepFork(with: false))
        #expect(session.state.journal.items.map(\.isUndone) == [true])
        #expect(session.state.history.ghosts.map(\.steps) == [101...300])
        session.press(.character("6"))
        #expect(session.shows("kept without it"))
        #expect(session.shows("undone: lr 0.1 → 0.01"))
        #expect(session.state.reasonNotToRedo == nil)
    }

    @Test("esc cancels it, while it trains and when it asks: the screen is as before", arguments: [0, 50, 180])
    func cancels(steps: Int) {
        var session = forked()
        session.train(steps)
        session.press(.escape)
        #expect(session.lastAction == .cancelFork)
        #expect(session.state.fork == nil)
        #expect(session.state.overlays.isEmpty)
        #expect(session.state.run.step == 120)
        #expect(session.state.history.lastStep == 120)
        #expect(session.state.history.ghosts.isEmpty)
        #expect(session.state.journal.items.map(\.isUndone) == [false])
    }

    @Test("nothing else is asked of the run meanwhile, and the reason is said")
    func refuses() {
        var session = forked()
        let sent = session.commands.count
        for key in "u+oSdF" {
            session.press(.character(key))
            #expect(session.shows("a fork is under way"), "\(key)")
        }
        #expect(session.commands.count == sent)
    }

    @Test("without an intervention it is refused in words; the palette takes a number of steps")
    func words() {
        var session = Session()
        session.train(50)
        session.press(.character("F"))
        #expect(session.commands.isEmpty)
        #expect(session.shows("there was no intervention yet"))
        session.type("+:fork 500")
        session.press(.enter)
        #expect(session.lastAction == .fork(steps: 500))
    }

    @Test(
        "which loss is lower, by how much",
        arguments: [
            (0.2, 0.25, "20.0 % lower with it"), (1.0, 0.5, "50.0 % lower without it"), (0.3, 0.3, "the same"),
            (0.99, 1.0, "1.0 % lower with it"), (Double.nan, 1.0, "finite only without it"),
        ])
    func verdict(with: Double, without: Double, words: String) {
        #expect(ForkWords.verdict(with, without) == words)
    }

    @Test(
        "fits every size and character set",
        arguments: [Size(columns: 60, rows: 16), Size(columns: 80, rows: 24), Size(columns: 200, rows: 60)],
        Charset.allCases)
    func fits(size: Size, charset: Charset) {
        #expect(forked(size, charset).shows("Fork "))
        let session = ended(size, charset)
        #expect(session.shows("keep with it"))
        #expect(session.shows("keep without it"))
    }
}
