import Optimization
import Testing
import Tunables

@testable import Training

@Suite("A switch of optimizer in mid-run")
struct OptimizerSwitchTests {
    private func switched(_ session: TrainingSession, to name: String, rate: Double) throws -> TrainingSession {
        let other = try session.copy()
        other.apply(
            try other.check([Assignment("optimizer.name", .word(name)), Assignment("optimizer.lr", .real(rate))]))
        return other
    }

    @Test(
        "from Adam to SGD: at the measured rate the loss goes on falling, at Adam's it flattens, and that is foreseen")
    func adamToSGD() throws {
        let session = try Fixture.digits(["optimizer.name": "adam", "optimizer.lr": 0.001])
        session.train(steps: 90)
        let before = session.trainingLoss
        let match = try session.matchRate(switching: [Assignment("optimizer.name", "sgd")])
        #expect(match.flattens(at: 0.001))
        let rate = try #require(match.rate)
        #expect(abs(match.growth(at: rate) - 1) < 0.06)
        let matched = try switched(session, to: "sgd", rate: rate)
        let kept = try switched(session, to: "sgd", rate: 0.001)
        for other in [matched, kept] { other.train(steps: 45) }
        let fall = before - matched.trainingLoss
        let keptFall = before - kept.trainingLoss
        #expect(fall > 0.15 * before)
        #expect(keptFall < 0.2 * fall)
    }

    @Test(
        "the measured rate gives updates about as large as before",
        arguments: Optimizers.names.filter { $0 != "nesterov" })
    func sameSize(name: String) throws {
        let session = try Fixture.session(["optimizer.name": "nesterov", "optimizer.lr": 0.02, "epochs": 40])
        session.train(steps: 60)
        let match = try session.matchRate(switching: [Assignment("optimizer.name", .word(name))])
        #expect(match.optimizer == name)
        let rate = try #require(match.rate)
        let other = try switched(session, to: name, rate: rate)
        other.train(steps: 48)
        let after = try #require(other.recentUpdates.median)
        #expect(after > match.recentUpdate / 3 && after < match.recentUpdate * 3)
    }

    @Test("measuring leaves the run as it is, and needs no steps before it")
    func untouched() throws {
        let measured = try Fixture.session(["optimizer.name": "adam"])
        let plain = try Fixture.session(["optimizer.name": "adam"])
        for _ in 0..<3 {
            let match = try measured.matchRate(switching: [Assignment("optimizer.name", "sgd")])
            #expect(match.rate != nil)
            measured.train(steps: 7)
            plain.train(steps: 7)
        }
        #expect(measured.weights == plain.weights)
        #expect(measured.capture().slots == plain.capture().slots)
    }

    @Test("every optimizer gives way to every other at any step, and training goes on", arguments: Optimizers.names)
    func pairs(from: String) throws {
        let defaults = Dictionary(
            uniqueKeysWithValues: Optimizers.descriptors.map { ($0.name, $0.tunable("lr")?.defaultValue ?? 0.01) })
        for to in Optimizers.names where to != from {
            let session = try Fixture.session([
                "optimizer.name": .word(from), "optimizer.lr": defaults[from] ?? 0.01, "data.samples": 60,
                "batch.size": 8,
            ])
            // Before the first step, in mid-epoch, at an epoch's end, and right after another switch.
            for (steps, name) in [(0, to), (3, from), (4, to), (6, from), (1, to)] {
                session.train(steps: steps)
                let rate = try session.matchRate(switching: [Assignment("optimizer.name", .word(name))]).rate
                let assignments = [
                    Assignment("optimizer.name", .word(name)),
                    Assignment("optimizer.lr", rate.map(Value.real) ?? defaults[name] ?? 0.01),
                ]
                session.apply(try session.check(assignments))
                #expect(session.updates.optimizerSteps == 0)
                let before = session.weights
                session.train(steps: 2)
                #expect(session.updates.optimizerSteps == 2)
                #expect(!session.weights.contains { !$0.isFinite }, "\(from) to \(to)")
                #expect(session.weights != before, "\(from) to \(to)")
            }
        }
    }

    @Test("the word match stands for the measured rate; alone it is refused with the way to use it")
    func matchWord() throws {
        let watched = Watched(try Fixture.prepared(["optimizer.name": "adam", "optimizer.lr": 0.003]))
        watched.trainer.send(Command(id: 1000, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        for _ in 0..<12 {
            watched.trainer.send(Command(id: 1001, .step))
            watched.wait { $0 == .state(.paused) }
        }
        guard case .rejected(_, let reason)? = watched.perform(.set("optimizer.lr", "match")) else {
            Issue.record("alone it means nothing")
            return
        }
        #expect(reason.contains("optimizer sgd; lr match"))
        watched.perform(.matchRate(optimizer: "sgd"))
        watched.perform(.set([Assignment("optimizer.name", "sgd"), Assignment("optimizer.lr", "match")]))
        var measured: Double?
        var journaled: Value?
        for event in watched.events {
            if case .rateMatched(let match) = event { measured = match.rate }
            if case .journaled(let entry) = event { journaled = entry.assignments.last?.value }
        }
        #expect(measured != nil)
        #expect(journaled == measured.map(Value.real))
        watched.quit()
    }
}
