import Presets
import Testing
import Tunables

@testable import Training
@testable import descent

/// The trainer's own test result and `evaluate`'s, on every preset that is shipped.
@Suite("evaluate says what the run said")
struct SameResultsTests {
    @Test(
        "for the same weights, on every preset: loss, accuracy, R² and mean absolute error",
        arguments: PresetLibrary.names.filter { $0 != "lenet-mnist" })
    func everyPreset(name: String) throws {
        // Data beside the preset is not in the program.
        guard let experiment = try? PresetFile.load(name).decode().experiment,
            let prepared = try? PreparedExperiment.prepare(experiment)
        else { return }
        let session = try TrainingSession(prepared)
        var record = TelemetryBatch(
            layout: TelemetryLayout(layerCount: prepared.description.layers.count), capacity: 64)
        // Weights as they begin, where equal scores are most likely, and after some steps.
        for steps in [0, 6] {
            for _ in 0..<steps where !session.isEpochComplete {
                record.removeAll()
                _ = session.step(into: &record)
            }
            if steps > 0 { _ = session.endEpoch(seconds: 0) }
            let snapshot = RunSnapshot(
                state: session.capture(), journal: InterventionTree(), phase: .finished, seconds: 0,
                layout: session.tensorLayout)
            session.takeFinalWeights(at: .finished)
            let summary = session.summary(state: .finished, seconds: 0, interventions: 0, evaluatesTest: true)
            let network = try TrainedNetwork(
                prepared.experiment, preprocessing: try #require(prepared.preprocessing), snapshot: snapshot,
                weights: .chosen, training: prepared.training)
            #expect(network.weights == summary.testedWeights)
            guard let test = summary.test else { return }
            let rows = LabeledRows(
                try network.preprocessing.testRows(of: experiment.settings, directory: experiment.directory).part)
            #expect(network.metrics(on: rows) == test)
            let measurement = Measurement(network, on: rows)
            switch measurement.scores {
            case .classes(let report):
                #expect(report.matrix.accuracy == test.accuracy)
                // Log-loss holds probabilities 2⁻⁵² away from 0, as scikit-learn does; the trainer has them from the logits.
                let outputs = network.outputs(of: rows.features)
                let isClear = rows.classes.enumerated().allSatisfy { row, label in
                    outputs[row * network.outputCount + Int(label)] > 1e-9
                }
                if isClear, prepared.classWeights == nil, network.givesProbabilities, let loss = report.logLoss {
                    #expect(abs(loss - test.loss) <= 1e-5 * max(1, test.loss))
                }
            case .numbers(let score, _):
                let mae = test.mae ?? .nan
                #expect(abs(score.mae - mae) <= 1e-6 * mae)
                #expect(score.r2.isFinite == (test.r2 != nil))
            }
            session.restore(snapshot.state)
        }
    }

    @Test("of equal scores the first is chosen, by the trainer, in evaluation and in predictions")
    func ties() throws {
        let experiment = try PresetFile.load("zero-init").decode(overrides: [(key: "optimizer.lr", text: "0")])
            .experiment
        let prepared = try PreparedExperiment.prepare(experiment)
        let session = try TrainingSession(prepared)
        let summary = session.summary(state: .finished, seconds: 0, interventions: 0, evaluatesTest: true)
        let classes = prepared.test.classes
        let first = Double(classes.count { $0 == 0 }) / Double(classes.count)
        #expect(summary.test?.accuracy == first)
        var record = TelemetryBatch(
            layout: TelemetryLayout(layerCount: prepared.description.layers.count), capacity: 4096)
        while !session.isEpochComplete { _ = session.step(into: &record) }
        let training = prepared.training.classes
        #expect(
            session.endEpoch(seconds: 0).report.training.accuracy
                == Double(training.count { $0 == 0 }) / Double(training.count))
    }
}
