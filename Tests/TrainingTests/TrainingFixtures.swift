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

    var weights: [Float] { network.arena.parameters.values }
}
