import Foundation
import Tunables

@testable import Runs
@testable import Training

/// Runs that are recorded without being trained: the events and steps that a trainer would report.
struct FakeRun {
    static let layers = 2
    static let layout = TelemetryLayout(layerCount: layers)

    static func description(_ name: String = "moons") -> RunDescription {
        RunDescription(
            name: name, title: "two moons", architecture: "2-12-2 tanh",
            layers: [
                RunDescription.Layer(number: 1, name: "dense12", activation: "tanh", parameterCount: 36),
                RunDescription.Layer(number: 2, name: "dense2", activation: "softmax", parameterCount: 26),
            ], parameterCount: 62, task: .classification, seed: .max - 3, epochs: 10, trainingSamples: 140,
            validationSamples: 30, testSamples: 30, notes: ["a note"])
    }

    static func new(_ name: String = "moons", started: Double = 1_795_000_000) -> NewRun {
        NewRun(
            description: description(name), experiment: Fixture.experiment(), presetText: "version: 1\nname: \(name)\n",
            machine: "a machine", program: "1.2.3", started: started)
    }

    /// What a column holds at a step.
    static func value(_ step: Int, _ column: Int) -> Float {
        column == 0 ? 2 / (1 + Float(step) / 50) + 0.05 * sin(Float(step)) : Float(column) + 0.25 * cos(Float(step))
    }

    static func batch(_ steps: ClosedRange<Int>, spikes: [Int: Float] = [:]) -> TelemetryBatch {
        var batch = TelemetryBatch(layout: layout, capacity: steps.count)
        for step in steps {
            batch.append(step: step) { row in
                for column in 0..<layout.columnCount { row[column] = value(step, column) }
                if let spike = spikes[step] { row[0] = spike }
            }
        }
        return batch
    }

    static let none = TelemetryBatch(layout: layout, capacity: 2)

    static func report(_ epoch: Int, step: Int, isBest: Bool = false, loss: Double? = nil) -> EpochReport {
        var report = EpochReport(
            epoch: epoch, step: step, training: SplitMetrics(loss: loss ?? 1 / Double(epoch), accuracy: 0.5),
            validation: SplitMetrics(loss: (loss ?? 1 / Double(epoch)) + 0.125, accuracy: 0.75), learningRate: 0.1,
            seconds: Double(epoch), isBest: isBest)
        if epoch == 2 {
            report.averaged = SplitMetrics(loss: 0.25)
            report.sparsity = Sparsity(total: 0.5, layers: [0.25, 0.75])
        }
        return report
    }

    static func entry(_ id: Int, parent: Int?, step: Int, lr: Double = 0.5) -> JournalEntry {
        JournalEntry(
            id: id, parent: parent, step: step, epoch: 0, assignments: [Assignment("optimizer.lr", .real(lr))],
            previous: [.real(0.1)], source: .key, commandID: id)
    }

    static func summary(steps: Int) -> RunSummary {
        RunSummary(
            preset: "moons", seed: .max - 3, state: .finished, epochs: 10, steps: steps, seconds: 12.5,
            stepsPerSecond: 100, parameters: 62, bestEpoch: 7, bestValidationLoss: 0.25,
            test: SplitMetrics(loss: 0.375, accuracy: 0.9), interventions: 1, weightsSHA256: "abcd")
    }
}

extension TemporaryFolder {
    func store() throws -> RunStore { try RunStore(RunsFolder(path)) }
}
