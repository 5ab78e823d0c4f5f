import Terminal
import Testing
import Training
import Tunables

@testable import Dashboard

@Suite("The range test on the screen")
struct RateSearchTests {
    @Test("L draws the curve and two proposals; arrows choose, Enter takes one as an intervention")
    func takes() throws {
        var session = Session()
        session.train(100)
        session.press(.character("L"))
        #expect(session.lastAction == .findRate(.standard))
        for text in ["Learning-rate range test", "① lr", "② lr", "where the loss falls most steeply", "1e-5", "now"] {
            #expect(session.shows(text), "\(text)")
        }
        guard case .rateSearch(let search)? = session.state.overlays.last else {
            Issue.record("no overlay")
            return
        }
        #expect(search.proposals.count == 2)
        session.press(.down, .enter)
        #expect(session.state.overlays.isEmpty)
        #expect(session.lastAction == .set([Assignment("optimizer.lr", .real(search.proposals[1].rate))]))
        #expect(session.run.refusals == [])
        #expect(session.shows("applied at step 100"))
        session.press(.character("6"))
        #expect(session.shows("range test: lr"))
    }

    @Test("shows how far it is; esc cancels it, and sends nothing more once it is over")
    func cancels() {
        var session = Session()
        session.run.finishesSweeps = false
        session.press(.character("L"))
        #expect(session.shows("33/100 steps"))
        #expect(session.shows("esc cancels"))
        session.press(.enter)
        #expect(session.state.overlays.count == 1, "there is nothing to take yet")
        session.press(.escape)
        #expect(session.lastAction == .cancelFindRate)
        #expect(session.state.overlays.isEmpty)

        session.run.finishesSweeps = true
        session.type(":lr_find")
        session.press(.enter)
        session.press(.escape)
        #expect(session.lastAction == .findRate(.standard))
    }

    @Test("with nothing to propose it promises nothing")
    func nothingToPropose() {
        var session = Session()
        session.run.finishesSweeps = false
        session.press(.character("L"))
        var sweep = RateSweep(.standard)
        while sweep.phase == .running { sweep.add(loss: 1) }
        session.run.events.append(.rateSweep(sweep))
        session.deliver()
        #expect(session.shows("nothing to propose") && session.shows("esc leaves"))
        #expect(!session.shows("Enter takes it") && !session.shows("arrows choose"))
        session.press(.enter)
        #expect(session.state.overlays.isEmpty && session.commands.count == 1)
    }

    @Test("is refused in words once the run is over")
    func over() {
        var session = Session()
        session.run.finish(.finished)
        session.deliver()
        session.press(.escape, .character("L"))
        #expect(session.commands.isEmpty)
        #expect(session.shows("the run is over"))
    }

    @Test(
        "fits every size and character set",
        arguments: [Size(columns: 60, rows: 16), Size(columns: 80, rows: 24), Size(columns: 200, rows: 60)],
        Charset.allCases)
    func fits(size: Size, charset: Charset) {
        var session = Session(size: size, options: DashboardOptions(charset: charset))
        session.press(.character("L"))
        #expect(session.shows("lr"))
        #expect(session.shows("steeply"))
    }
}
