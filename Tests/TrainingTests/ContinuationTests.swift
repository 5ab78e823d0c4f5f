import Testing
import Tunables

@testable import Training

@Suite("A run that is over")
struct ContinuationTests {
    /// Waits for the run's next end.
    private func nextEnd(_ watched: Watched) -> RunSummary? {
        let ended = watched.wait { if case .finished = $0 { true } else { false } }
        if case .finished(let summary)? = ended { return summary }
        return nil
    }

    private func whole(_ settings: [String: Value]) throws -> RunSummary {
        let watched = Watched(try Fixture.prepared(settings))
        watched.trainer.start()
        defer { watched.quit() }
        return try #require(watched.finish())
    }

    @Test("goes on with more epochs as if it had had them from the start; undo ends it again as it was")
    func afterTheLastEpoch() throws {
        let short = try whole(["epochs": 3, "optimizer.name": "adam"])
        let long = try whole(["epochs": 5, "optimizer.name": "adam"])
        let watched = Watched(try Fixture.prepared(["epochs": 3, "optimizer.name": "adam"]))
        watched.trainer.start()
        #expect(watched.finish()?.weightsSHA256 == short.weightsSHA256)
        guard case .rejected(_, let reason)? = watched.perform(.set("optimizer.lr", 0.5)) else {
            Issue.record("only more epochs can follow")
            return
        }
        #expect(reason.contains("more epochs"))
        guard case .rejected? = watched.perform(.set("epochs", 2)) else {
            Issue.record("three epochs are complete")
            return
        }
        watched.trainer.send(Command(id: 900, .set("epochs", 5)))
        let end = try #require(nextEnd(watched))
        #expect(end.state == .finished)
        #expect(end.epochs == 5)
        #expect(end.weightsSHA256 == long.weightsSHA256)
        watched.trainer.send(Command(id: 901, .undo))
        let again = try #require(nextEnd(watched))
        #expect(again.state == .finished)
        #expect(again.weightsSHA256 == short.weightsSHA256)
        watched.quit()
    }

    @Test("stopped by hand, it goes on from where it stood, not from the best weights it was given back")
    func afterAStop() throws {
        let whole = try whole(["epochs": 6])
        let watched = Watched(try Fixture.prepared(["epochs": 9]))
        watched.trainer.send(Command(id: 1000, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        for _ in 0..<13 {
            watched.trainer.send(Command(id: 1001, .step))
            watched.wait { $0 == .state(.paused) }
        }
        watched.perform(.stop)
        watched.trainer.send(Command(id: 1002, .set("epochs", 6)))
        let end = try #require(nextEnd(watched))
        #expect(end.state == .finished)
        #expect(end.weightsSHA256 == whole.weightsSHA256)
        watched.quit()
    }

    @Test("stopped early, it is given its patience anew")
    func afterAnEarlyStop() throws {
        let settings: [String: Value] = [
            "epochs": 40, "optimizer.lr": 0.0001, "early_stopping.enabled": true, "early_stopping.patience": 2,
            "early_stopping.min_delta": 100,
        ]
        let watched = Watched(try Fixture.prepared(settings))
        watched.trainer.start()
        let first = try #require(watched.finish())
        #expect(first.state == .earlyStopped)
        watched.trainer.send(Command(id: 900, .set("epochs", 50)))
        let second = try #require(nextEnd(watched))
        #expect(second.state == .earlyStopped)
        #expect(second.epochs == first.epochs + 2)
        watched.quit()
    }
}
