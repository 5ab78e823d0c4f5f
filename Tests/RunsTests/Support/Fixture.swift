import Foundation
import Tunables

@testable import Runs
@testable import Training

/// Small runs for the tests of this room.
enum Fixture {
    /// Two moons, three layers, momentum with a plateau schedule and early stopping: something of everything a state has.
    static func experiment(
        _ extra: [String: Value] = [:], interventions: [ScriptedIntervention] = []
    ) -> Experiment {
        let settings: [String: Value] = [
            "data.dataset": "moons", "data.samples": 120, "data.noise": 0.1, "epochs": 6, "batch.size": 16,
            "layers.1.type": "dense", "layers.1.units": 11, "layers.1.activation.name": "tanh",
            "layers.2.type": "batch_norm", "layers.3.type": "dense", "layers.3.units": 7,
            "layers.3.activation.name": "relu", "layers.3.dropout": 0.25, "layers.4.type": "dense",
            "layers.4.units": "outputs", "layers.4.activation.name": "softmax", "optimizer.name": "adam",
            "optimizer.lr": 0.01, "schedule.name": "plateau", "early_stopping.enabled": true,
            "dropout.enabled": true,
        ]
        return Experiment(
            name: "moons", title: "two moons", lesson: "A \"quoted\" line.\nAnother, with ü.",
            settings: Settings(settings.merging(extra) { $1 }), layerCount: 4, interventions: interventions)
    }

    static func session(_ experiment: Experiment) throws -> TrainingSession {
        try TrainingSession(PreparedExperiment.prepare(experiment))
    }

    static let journal: InterventionTree = {
        var tree = InterventionTree()
        _ = tree.append(
            step: 3, epoch: 0,
            assignments: [Assignment("optimizer.lr", 0.1), Assignment("class_weights", .list([1.5, .integer(2)]))],
            previous: [.real(0.01), nil], source: .key, commandID: 1)
        _ = tree.append(
            step: 9, epoch: 1, assignments: [Assignment("dropout.enabled", false)], previous: [true],
            source: .palette, commandID: 2)
        tree.move(to: 1)
        _ = tree.append(
            step: 7, epoch: 0, assignments: [Assignment("optimizer.name", "sgd")], previous: ["adam"],
            source: .script, commandID: 0)
        return tree
    }()

    /// A checkpoint of a session that has trained.
    static func checkpoint(_ session: TrainingSession, of experiment: Experiment) -> Checkpoint {
        Checkpoint(
            run: "2026-01-02-moons-00ff", created: 1_767_312_000.25, experiment: experiment,
            snapshot: RunSnapshot(
                state: session.capture(), journal: journal, phase: .running, seconds: 1.0 / 3,
                layout: session.tensorLayout))
    }
}

extension TrainingSession {
    /// So many steps, epochs ended as they come.
    func train(steps: Int) {
        var record = TelemetryBatch(layout: TelemetryLayout(layerCount: 3), capacity: 64)
        for _ in 0..<steps {
            _ = step(into: &record)
            if isEpochComplete { _ = endEpoch(seconds: 0) }
        }
    }
}

/// A folder that lives as long as the test.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("descent-runs-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func names(in folder: String = "") -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).sorted()
    }
}
