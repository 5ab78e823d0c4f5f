import Testing
import Tunables

@testable import Training

@Suite("A range test of a running training")
struct RangeTestTests {
    private static let short = RateRange(lowest: 1e-4, highest: 1, steps: 20) ?? .standard

    private func finishedSweep(_ watched: Watched) -> RateSweep? {
        func isEnded(_ event: RunEvent) -> Bool {
            if case .rateSweep(let sweep) = event { sweep.phase != .running } else { false }
        }
        let ended = watched.events.first(where: isEnded) ?? watched.wait(for: isEnded)
        if case .rateSweep(let sweep)? = ended { return sweep }
        return nil
    }

    @Test(
        "leaves the run as it is, bit for bit",
        arguments: ["sgd", "momentum", "adam", "muon"], [false, true])
    func untouched(optimizer: String, isPaused: Bool) throws {
        let settings: [String: Value] = [
            "optimizer.name": .word(optimizer), "layers.1.dropout": 0.2, "schedule.name": "cosine",
            "batch.last": "wrap", "early_stopping.enabled": true, "early_stopping.max_grad_norm": 1000,
        ]
        let plain = Watched(try Fixture.prepared(settings))
        plain.trainer.start()
        let expected = try #require(plain.finish())
        plain.quit()

        let watched = Watched(try Fixture.prepared(settings))
        if isPaused {
            watched.trainer.send(Command(id: 1000, .pause))
            watched.trainer.start()
            watched.wait { $0 == .state(.paused) }
            for _ in 0..<13 {
                watched.trainer.send(Command(id: 1001, .step))
                watched.wait { $0 == .state(.paused) }
            }
            watched.perform(.findRate(Self.short))
        } else {
            watched.trainer.send(Command(id: 1002, .findRate(Self.short)))
            watched.trainer.start()
        }
        let sweep = try #require(finishedSweep(watched))
        #expect(sweep.phase == .finished)
        #expect(sweep.points.count >= 2)
        if isPaused { watched.trainer.send(Command(id: 1003, .resume)) }
        let summary = try #require(watched.finish())
        watched.quit()
        #expect(summary.weightsSHA256 == expected.weightsSHA256)
        #expect(summary.steps == expected.steps)
        #expect(watched.steps == Array(1...summary.steps), "no step of the test is told as one of the run")
        #expect(summary.interventions == 0)
    }

    @Test("can be canceled; a second one is refused meanwhile")
    func cancel() throws {
        let watched = Watched(try Fixture.prepared())
        watched.trainer.send(Command(id: 1000, .pause))
        watched.trainer.send(
            Command(id: 1001, .findRate(try #require(RateRange(lowest: 1e-9, highest: 1e-6, steps: 10_000)))))
        watched.trainer.send(Command(id: 1002, .findRate(.standard)))
        watched.trainer.send(Command(id: 1003, .cancelFindRate))
        watched.trainer.start()
        let sweep = try #require(finishedSweep(watched))
        #expect(sweep.phase == .canceled)
        #expect(sweep.proposals == [])
        #expect(
            watched.events.contains { if case .rejected(let id, _) = $0 { id == 1002 } else { false } })
        guard case .rejected? = watched.perform(.cancelFindRate) else {
            Issue.record("there is nothing left to cancel")
            return
        }
        watched.quit()
    }

    @Test("finds a rate that learns on real data")
    func digits() throws {
        let session = try Fixture.digits(["optimizer.name": "sgd"])
        let test = try RangeTest(of: session, over: .standard)
        while test.sweep.phase == .running { test.step() }
        #expect(session.step == 0)
        let rates = test.sweep.proposals.map(\.rate)
        #expect(rates.count == 2)
        for rate in rates { #expect(rate > 0.003 && rate < 3, "\(rates)") }
        let start = session.meanLoss(steps: 10)
        session.apply(try session.check([Assignment("optimizer.lr", .real(try #require(rates.first)))]))
        session.train(steps: 90)
        #expect(session.meanLoss(steps: 45) < 0.3 * start)
    }
}
