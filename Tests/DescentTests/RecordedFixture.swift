import Foundation
import Runs
import Training
import Tunables

/// A folder with runs in its database that were recorded without being trained; it lives as long as the test.
final class RecordedFixture {
    let folder: RunsFolder
    /// The runs' ids, the oldest first.
    private(set) var ids: [String] = []

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("descent-\(UUID().uuidString)")
        folder = RunsFolder(url.path)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder.path) }

    /// Records a run of 100 steps and 10 epochs that ended in order.
    func record(_ preset: String, rate: Double, started: Double) throws {
        let layers = [RunDescription.Layer(number: 1, name: "dense2", activation: "softmax", parameterCount: 6)]
        let description = RunDescription(
            name: preset, title: "a trial", architecture: "2-2 softmax", layers: layers, parameterCount: 6,
            task: .classification, seed: 1, epochs: 10, trainingSamples: 140, validationSamples: 30, testSamples: 30,
            notes: [])
        let settings = Settings([
            "data.dataset": "moons", "optimizer.name": "sgd", "optimizer.lr": .real(rate), "layers.1.type": "dense",
        ])
        let experiment = Experiment(name: preset, settings: settings, layerCount: 1)
        let recorder = try RunRecorder(
            RunStore(folder),
            NewRun(description: description, experiment: experiment, presetText: "name: \(preset)\n", started: started))
        let layout = TelemetryLayout(layerCount: 1)
        var batch = TelemetryBatch(layout: layout, capacity: 100)
        for step in 1...100 {
            batch.append(step: step) { row in
                for column in 0..<layout.columnCount { row[column] = 1 }
                row[TelemetryLayout.loss] = 2 / Float(step)
            }
        }
        var events: [RunEvent] = [
            .settings(settings, tunables: ExperimentSchema.tunables(for: settings, layerCount: 1)), .state(.running),
        ]
        for epoch in 1...10 {
            let loss = 2 / Double(epoch)
            events.append(
                .epoch(
                    EpochReport(
                        epoch: epoch, step: epoch * 10, training: SplitMetrics(loss: loss, accuracy: 0.5),
                        validation: SplitMetrics(loss: loss, accuracy: 0.5), learningRate: rate,
                        seconds: Double(epoch), isBest: true)))
        }
        events.append(
            .finished(
                RunSummary(
                    preset: preset, seed: 1, state: .finished, epochs: 10, steps: 100, seconds: 10, stepsPerSecond: 10,
                    parameters: 6, bestEpoch: 10, bestValidationLoss: 0.2, test: SplitMetrics(loss: 0.3, accuracy: 0.9),
                    interventions: 0, weightsSHA256: "abcd")))
        recorder.record(events, batch)
        recorder.finish()
        ids.append(recorder.id)
    }
}
