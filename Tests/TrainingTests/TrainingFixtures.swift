import Datasets
import Foundation
import Tunables

@testable import Training

/// Small experiments that the tests of this room train.
enum Fixture {
    /// Two moons, two tanh layers; `extra` overrides or adds settings.
    static func experiment(
        _ extra: [String: Value] = [:], interventions: [ScriptedIntervention] = []
    ) -> Experiment {
        let settings: [String: Value] = [
            "data.dataset": "moons", "data.samples": 200, "data.noise": 0.1, "epochs": 4, "batch.size": 16,
            "layers.1.type": "dense", "layers.1.units": 12, "layers.1.activation.name": "tanh",
            "layers.2.type": "dense", "layers.2.units": 8, "layers.2.activation.name": "tanh",
            "layers.3.type": "dense", "layers.3.units": "outputs", "layers.3.activation.name": "softmax",
            "optimizer.name": "sgd", "optimizer.lr": 0.1,
        ]
        return Experiment(
            name: "moons", settings: Settings(settings.merging(extra) { $1 }), layerCount: 3,
            interventions: interventions)
    }

    static func prepared(
        _ extra: [String: Value] = [:], interventions: [ScriptedIntervention] = []
    ) throws -> PreparedExperiment {
        try PreparedExperiment.prepare(experiment(extra, interventions: interventions))
    }

    static func session(_ extra: [String: Value] = [:]) throws -> TrainingSession {
        try TrainingSession(prepared(extra))
    }

    /// The digits under a small relu network.
    static func digits(_ extra: [String: Value] = [:]) throws -> TrainingSession {
        let settings: [String: Value] = [
            "data.dataset": "digits", "epochs": 20, "batch.size": 32, "layers.1.type": "dense", "layers.1.units": 32,
            "layers.1.activation.name": "relu", "layers.2.type": "dense", "layers.2.units": "outputs",
            "layers.2.activation.name": "softmax",
        ]
        return try TrainingSession(
            PreparedExperiment.prepare(
                Experiment(
                    name: "digits", settings: Settings(settings.merging(extra) { $1 }), layerCount: 2)))
    }

    static func record(_ session: TrainingSession) -> TelemetryBatch {
        TelemetryBatch(layout: TelemetryLayout(layerCount: session.network.weightedLayers.count), capacity: 64)
    }
}

extension TrainingSession {
    /// So many steps, epochs ended as they come.
    func train(steps: Int) {
        var record = Fixture.record(self)
        for _ in 0..<steps {
            _ = step(into: &record)
            if isEpochComplete { _ = endEpoch(seconds: 0) }
        }
    }

    /// The mean loss of as many further steps, epochs ended as they come.
    func meanLoss(steps: Int) -> Double {
        var record = Fixture.record(self)
        var sum = 0.0
        for _ in 0..<steps {
            record.removeAll()
            _ = step(into: &record)
            sum += Double(record.value(row: 0, column: TelemetryLayout.loss).mean)
            if isEpochComplete { _ = endEpoch(seconds: 0) }
        }
        return sum / Double(steps)
    }

    /// The loss of the whole training split under the present weights.
    var trainingLoss: Double {
        Evaluator(loss: loss, classWeights: classWeights).evaluate(network, on: prepared.training).loss
    }

    var weights: [Float] { network.arena.parameters.values }
}
