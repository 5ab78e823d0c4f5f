import Testing
import Tunables

@testable import Training

@Suite("The weights that results are of")
struct ChosenWeightsTests {
    /// A session trained to its end, and its summary.
    private func ended(
        _ settings: [String: Value], as end: RunState
    ) throws -> (session: TrainingSession, state: SessionState, summary: RunSummary) {
        let session = try Fixture.session(settings)
        var record = Fixture.record(session)
        while session.epoch < session.epochs {
            while !session.isEpochComplete {
                record.removeAll()
                _ = session.step(into: &record)
            }
            _ = session.endEpoch(seconds: 0)
        }
        let state = session.capture()
        session.takeFinalWeights(at: end)
        return (
            session, state, session.summary(state: end, seconds: 1, interventions: 0, evaluatesTest: true)
        )
    }

    /// A rate so large that the last epoch is hardly the best.
    private static let restless: [String: Value] = ["epochs": 8, "optimizer.lr": 3]

    @Test(
        "the average where the run ended with one, else the best where there is validation, else the last",
        arguments: [RunState.finished, .earlyStopped, .stopped])
    func rule(end: RunState) throws {
        for (hasAverage, hasValidation, restores) in [
            (false, true, false), (false, true, true), (false, false, false), (false, false, true), (true, true, false),
            (true, false, false),
        ] {
            var settings = Self.restless
            settings["data.validation"] = hasValidation ? 0.1 : 0
            settings["early_stopping.enabled"] = .toggle(restores)
            settings["early_stopping.patience"] = 100
            settings["early_stopping.monitor"] = hasValidation ? ["validation_loss"] : ["training_loss"]
            settings["swa.enabled"] = .toggle(hasAverage)
            let (session, state, summary) = try ended(settings, as: end)
            let expected: ChosenWeights.Kind =
                hasAverage && end != .stopped
                ? .average : hasValidation || restores || end == .stopped ? .best : .last
            #expect(summary.testedWeights?.kind == expected)
            #expect(state.chosenWeights(at: end) == summary.testedWeights)
            let best = try #require(session.best)
            #expect(summary.testedWeights?.epoch == (expected == .best ? best.epoch : 8))
            // The test is of the weights that are named, whatever the run ended with.
            let fingerprintBefore = fingerprint(session.network.arena)
            if expected == .best {
                session.network.arena.parameters.values = best.parameters
                session.network.arena.statistics.values = best.statistics
            }
            #expect(summary.test == session.evaluator.evaluate(session.network, on: session.prepared.test))
            #expect(summary.weightsSHA256 == fingerprintBefore)
        }
    }

    @Test("a run that goes on has the best so far; the metric that chose them has its own name")
    func underWay() throws {
        let session = try Fixture.session(
            Self.restless.merging(["early_stopping.monitor": ["validation_score"]]) { $1 })
        #expect(session.capture().chosenWeights(at: .running) == ChosenWeights(.last, epoch: 0, step: 0))
        session.train(steps: 40)
        let state = session.capture()
        let best = try #require(state.best)
        #expect(state.chosenWeights(at: .running) == ChosenWeights(.best, epoch: best.epoch, step: best.step))
        #expect(best.metric?.monitor == .validationScore)
        let score = best.metric?.value ?? -1
        #expect((0.0...1).contains(score), "an accuracy, not its negative: \(score)")
    }
}
