import Testing
import Tunables

@testable import Training

/// Which weights a run leaves, against a session that is driven epoch by epoch and whose states are all kept.
@Suite("The weights a run ends with")
struct FinalWeightsTests {
    /// A run that overfits: its best epoch is neither the first nor the last, and batch norm's statistics move on.
    private static let overfitting: [String: Value] = [
        "data.noise": 0.4, "data.samples": 60, "epochs": 30, "batch.size": 8, "optimizer.name": "adam",
        "optimizer.lr": 0.05, "layers.2.type": "batch_norm",
    ]

    private static func settings(_ extra: [String: Value]) -> Experiment {
        var experiment = Fixture.experiment(overfitting.merging(extra) { $1 })
        experiment.settings["layers.2.units"] = nil
        experiment.settings["layers.2.activation.name"] = nil
        return experiment
    }

    /// What the run comes to at the end of every epoch: the validation loss, and the hash its weights and statistics have.
    private func course(_ extra: [String: Value] = [:]) throws -> [(loss: Double, hash: String, state: SessionState)] {
        let session = try TrainingSession(PreparedExperiment.prepare(Self.settings(extra)))
        var record = Fixture.record(session)
        var course: [(loss: Double, hash: String, state: SessionState)] = []
        while session.epoch < session.epochs {
            record.removeAll()
            _ = session.step(into: &record)
            guard session.isEpochComplete else { continue }
            let loss = try #require(session.endEpoch(seconds: 0).report.validation?.loss)
            let state = session.capture()
            course.append((loss, fingerprint(state, layout: session.tensorLayout), state))
        }
        return course
    }

    private func summary(_ extra: [String: Value], stopAfter epoch: Int? = nil) throws -> RunSummary {
        var experiment = Self.settings(extra)
        if let epoch { experiment.interventions = [.stop(at: .epoch(epoch))] }
        let watched = Watched(try PreparedExperiment.prepare(experiment))
        watched.trainer.start()
        defer { watched.quit() }
        return try #require(watched.finish())
    }

    @Test("stopped by hand: the best epoch's, statistics and all, whatever came after it", arguments: [false, true])
    func stoppedByHand(isStoppingEarly: Bool) throws {
        let course = try course()
        let best = try #require(course.indices.dropLast(4).min { course[$0].loss < course[$1].loss })
        let last = course.count - 2
        #expect(best > 0 && best < last)
        let (kept, left) = (course[best].state, course[last].state)
        #expect(kept.parameters != left.parameters && kept.statistics != left.statistics)
        let extra: [String: Value] = [
            "early_stopping.enabled": .toggle(isStoppingEarly), "early_stopping.patience": 99,
        ]
        let found = try summary(extra, stopAfter: last + 1)
        #expect(found.state == .stopped && found.epochs == last + 1)
        #expect(found.weightsSHA256 == course[best].hash)
        #expect(found.bestEpoch == best + 1 && found.bestValidationLoss == course[best].loss)
    }

    @Test("at the planned end: the best under early stopping that restores them, the last without")
    func plannedEnd() throws {
        let course = try course()
        let best = try #require(course.indices.min { course[$0].loss < course[$1].loss })
        #expect(best > 0 && best < course.count - 1)
        let last = course[course.count - 1].hash
        let watching: [String: Value] = ["early_stopping.enabled": true, "early_stopping.patience": 99]
        #expect(try summary(watching).weightsSHA256 == course[best].hash)
        #expect(try summary([:]).weightsSHA256 == last)
        let leaving: [String: Value] = ["early_stopping.restore_best": false]
        #expect(try summary(watching.merging(leaving) { $1 }).weightsSHA256 == last)
    }

    @Test("stopped early: the best epoch's; the patience is counted from it", arguments: [2, 5])
    func stoppedEarly(patience: Int) throws {
        let course = try course()
        var best = 0
        var stop: Int?
        for epoch in course.indices where stop == nil {
            if course[epoch].loss < course[best].loss { best = epoch }
            if epoch - best >= patience { stop = epoch }
        }
        let found = try summary(["early_stopping.enabled": true, "early_stopping.patience": .integer(patience)])
        #expect(found.state == .earlyStopped && found.epochs == (stop ?? -2) + 1)
        #expect(found.weightsSHA256 == course[best].hash)
        #expect(found.bestEpoch == best + 1)
    }

    @Test("undoing a stop brings training's own state back whole, not the best weights")
    func undoneStop() throws {
        let watched = Watched(try PreparedExperiment.prepare(Self.settings([:])))
        watched.trainer.send(Command(id: 1000, .pause))
        watched.trainer.start()
        watched.wait { $0 == .state(.paused) }
        for _ in 0..<60 {
            watched.trainer.send(Command(id: 1001, .step))
            watched.wait { $0 == .state(.paused) }
        }
        watched.perform(.stop)
        watched.perform(.undo)
        watched.trainer.send(Command(id: 1002, .resume))
        let course = try course()
        #expect(watched.finish()?.weightsSHA256 == course.last?.hash)
        watched.quit()
    }
}
