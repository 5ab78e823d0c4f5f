import Datasets
import Evaluation
import Foundation
import Testing
import Tunables

@testable import Runs
@testable import Training
@testable import descent

/// Small runs that are trained, recorded, and read back for prediction.
@Suite("A recorded run at work")
struct TrainedRunTests {
    private let folder: RunsFolder

    init() {
        folder = RunsFolder(
            FileManager.default.temporaryDirectory.appendingPathComponent("descent-trained-\(UUID().uuidString)").path)
    }

    private func remove() { try? FileManager.default.removeItem(atPath: folder.path) }

    private static let classifier: [String: Value] = [
        "data.dataset": "iris", "epochs": 12, "batch.size": 8, "layers.1.type": "dense", "layers.1.units": 8,
        "layers.1.activation.name": "tanh", "layers.2.type": "dense", "layers.2.units": "outputs",
        "layers.2.activation.name": "softmax", "optimizer.name": "adam", "optimizer.lr": 0.01,
    ]

    private static let binary = classifier.merging([
        "data.dataset": "moons", "data.samples": 200, "data.normalize": "minmax", "loss.name": "binary_cross_entropy",
        "layers.2.activation.name": "sigmoid",
    ]) { $1 }

    private static let regressor = classifier.merging([
        "data.dataset": "sine", "data.samples": 200, "loss.name": "mse", "layers.2.activation.name": "identity",
    ]) { $1 }

    /// Trains and records a run.
    ///
    /// - Returns: its id, and what the trainer found at the end, on the weights that it then had.
    private func train(
        _ settings: [String: Value], seed: Int = 1, layers: Int = 2
    ) throws -> (id: String, session: TrainingSession) {
        let experiment = Experiment(
            name: "small", settings: Settings(settings.merging(["seed": .integer(seed)]) { $1 }), layerCount: layers)
        let prepared = try PreparedExperiment.prepare(experiment)
        let session = try TrainingSession(prepared)
        var record = TelemetryBatch(
            layout: TelemetryLayout(layerCount: prepared.description.layers.count), capacity: 4096)
        for _ in 0..<session.epochs {
            while !session.isEpochComplete { _ = session.step(into: &record) }
            _ = session.endEpoch(seconds: 0)
        }
        let recorder = try RunRecorder(
            RunStore(folder),
            NewRun(
                description: prepared.description, experiment: experiment, preprocessing: prepared.preprocessing,
                presetText: ""))
        recorder.save(
            RunSnapshot(
                state: session.capture(), journal: InterventionTree(), phase: .finished, seconds: 1,
                layout: session.tensorLayout), as: .last)
        recorder.finish()
        return (recorder.id, session)
    }

    /// The data of such a run, prepared once more.
    private static func data(_ settings: [String: Value]) throws -> PreparedData {
        try PreparedData.load(Settings(settings), directory: ".")
    }

    private func open(_ name: String, _ weights: WeightsChoice = .chosen) throws -> TrainedRun {
        try TrainedRun(name, weights, in: folder)
    }

    @Test("measures what the trainer measured: the same weights on the same test rows", arguments: [0, 1])
    func sameMetrics(_ which: Int) throws {
        defer { remove() }
        let (id, session) = try train(which == 0 ? Self.classifier : Self.binary)
        let told = session.summary(state: .finished, seconds: 1, interventions: 0, evaluatesTest: true)
        let run = try open(id)
        let measurement = Measurement(run.network, on: try run.testRows().rows)
        guard case .classes(let report) = measurement.scores else { throw CommandFailure.unusable("no classifier") }
        let test = try #require(told.test)
        #expect(report.matrix.accuracy == test.accuracy)
        #expect(abs((report.logLoss ?? .nan) - test.loss) < 1e-5)
        #expect(report.classes.reduce(0) { $0 + $1.support } == session.prepared.test.count)
        #expect(measurement.interval.map { $0.lower <= $0.estimate && $0.estimate <= $0.upper } == true)
    }

    @Test("measures a regression as the trainer did")
    func regression() throws {
        defer { remove() }
        let (id, session) = try train(Self.regressor)
        let told = session.summary(state: .finished, seconds: 1, interventions: 0, evaluatesTest: true)
        let run = try open(id)
        let report = EvaluationReport(run, on: try run.testRows().rows, source: "test split")
        guard case .numbers(let score, let residuals) = report.measurement.scores else {
            throw CommandFailure.unusable("no regression")
        }
        let test = try #require(told.test)
        #expect(abs(score.mse - test.loss) < 1e-6)
        #expect(abs(score.r2 - (test.r2 ?? .nan)) < 1e-6)
        #expect(residuals.points.count == session.prepared.test.count)
        #expect(report.robustness.count == InputDrift.levels.count)
        #expect(report.time.map { $0.single > 0 && $0.batched > 0 } == true)
        let text = EvaluationText.lines(report).joined(separator: "\n")
        for word in ["MSE", "MAE", "R²", "residual", "noise of σ = 0.1", "inference"] { #expect(text.contains(word)) }
        #expect("\(EvaluationJSON.value(report))".contains("\"task\":\"regression\""))
    }

    @Test("the best weights are those of the best epoch, and differ from the last")
    func bestWeights() throws {
        defer { remove() }
        let (id, session) = try train(Self.classifier.merging(["optimizer.lr": 0.5, "epochs": 5]) { $1 })
        let best = try #require(session.best)
        let run = try open(id, .best)
        #expect(run.network.weights == ChosenWeights(.best, epoch: best.epoch, step: best.step))
        #expect(try open(id, .last).network.weights == ChosenWeights(.last, epoch: 5, step: session.step))
    }

    @Test("a run that ended with averaged weights is its average, with the trainer's result; a stopped one is not")
    func averaged() throws {
        defer { remove() }
        let settings = Self.classifier.merging([
            "swa.enabled": true, "swa.start": 4, "layers.1.type": "batch_norm", "layers.2.units": 8,
            "layers.2.activation.name": "tanh", "layers.3.type": "dense", "layers.3.units": "outputs",
            "layers.3.activation.name": "softmax",
        ]) { $1 }
        let (_, session) = try train(settings, layers: 3)
        let state = session.capture()
        let averaged = session.averagedWeights
        func network(_ phase: RunState) throws -> TrainedNetwork {
            try TrainedNetwork(
                session.prepared.experiment, preprocessing: try #require(session.prepared.preprocessing),
                snapshot: RunSnapshot(
                    state: state, journal: InterventionTree(), phase: phase, seconds: 1, layout: session.tensorLayout,
                    averaged: averaged), weights: .chosen)
        }
        let average = try network(.finished)
        #expect(average.weights == ChosenWeights(.average, epoch: 12, step: session.step))
        let best = try #require(session.best)
        for phase in [RunState.stopped, .running] {
            #expect(try network(phase).weights == ChosenWeights(.best, epoch: best.epoch, step: best.step))
        }
        session.takeFinalWeights(at: .finished)
        let told = session.summary(state: .finished, seconds: 1, interventions: 0, evaluatesTest: true)
        let rows = LabeledRows(try Self.data(settings).test)
        let loss = logLoss(probabilities: average.outputs(of: rows.features), classes: rows.classes, classCount: 3)
        #expect(abs(loss - (told.test?.loss ?? .nan)) < 1e-5)
    }

    @Test("rows of a table are normalized and predicted as those of the split")
    func table() throws {
        defer { remove() }
        let (id, _) = try train(Self.classifier)
        let run = try open("last")
        #expect(run.id == id)
        // The shipped table's own rows, by name and in another order.
        let text = """
            petal_width_cm,petal_length_cm,sepal_width_cm,sepal_length_cm
            0.2,1.4,3.5,5.1
            2.5,6.0,3.3,6.3

            """
        let path = folder.path + "/new.csv"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let rows = try TableRows(path: path, columns: run.network.preprocessing.columns)
        let features = try run.network.preprocessing.normalizing(rows)
        let outputs = run.network.outputs(of: features)
        let choices = run.network.choices(of: features)
        #expect(choices == [0, 2])
        #expect(outputs.count == 6)
        #expect(abs(outputs[0..<3].reduce(0, +) - 1) < 1e-5)
        #expect(mostLikelyClasses(outputs, classCount: 3) == [0, 2])
        let table = PredictionTable(run.network, outputs: outputs, choices: choices).text.split(separator: "\n")
        #expect(table[0] == "row,prediction,probability setosa,probability versicolor,probability virginica")
        #expect(table[1].hasPrefix("1,setosa,0.9") && table[2].hasPrefix("2,virginica,"))
        let broken = PredictionTable(
            run.network, outputs: [-.nan, 0.5, .infinity, 0.1, 0.2, 0.7], choices: [noClass, 2])
        #expect(broken.text.split(separator: "\n")[1...] == ["1,,nan,0.5,inf", "2,virginica,0.1,0.2,0.7"])
        #expect(broken.nonFinite == [0])
    }

    @Test("predictions do not depend on how many rows go at a time")
    func batches() throws {
        defer { remove() }
        let network = try open(train(Self.binary).id).network
        let training = try Self.data(Self.binary).training
        let features = training.features
        let together = network.outputs(of: features)
        let alone = network.outputs(of: features, batch: 1)
        #expect(together.count == 2 * training.count)
        #expect(zip(together, alone).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test("drift of no size changes nothing; noise is the same for the same seed")
    func drift() throws {
        defer { remove() }
        let network = try open(train(Self.classifier).id).network
        let rows = LabeledRows(try Self.data(Self.classifier).test)
        #expect(network.drifted(rows, by: .shift(0))?.features == rows.features)
        let noisy = network.drifted(rows, by: .noise(0.5), seed: 4)?.features
        #expect(noisy == network.drifted(rows, by: .noise(0.5), seed: 4)?.features)
        #expect(noisy != network.drifted(rows, by: .noise(0.5), seed: 5)?.features)
        // Standardized features have a deviation of 1.
        let moved = try #require(network.drifted(rows, by: .shift(0.5)))
        #expect(zip(moved.features, rows.features).allSatisfy { abs($0 - $1 - 0.5) < 1e-4 })
    }

    @Test("two runs are compared on the same rows; other rows are refused")
    func comparison() throws {
        defer { remove() }
        let first = try open(train(Self.classifier).id)
        let second = try open(train(Self.classifier.merging(["epochs": 1]) { $1 }, seed: 2).id)
        let comparison = try ModelComparison(second, first)
        #expect((comparison.difference?.estimate ?? -1) >= 0)
        let test = try #require(comparison.test)
        let rows = Double(comparison.measurements.first.rows)
        let gap = comparison.measurements.second.headline - comparison.measurements.first.headline
        #expect(abs(Double(test.onlySecond - test.onlyFirst) / rows - gap) < 1e-12)
        #expect(ComparisonText.lines(comparison).contains { $0.hasPrefix("McNemar") })
        let elsewhere = try open(train(Self.classifier.merging(["data.split_seed": 5]) { $1 }).id)
        #expect(throws: CommandFailure.self) { try ModelComparison(first, elsewhere) }
    }

    @Test("a run that is not there is told, and a checkpoint of other data is refused")
    func refusals() throws {
        defer { remove() }
        let (id, _) = try train(Self.classifier)
        #expect(throws: CommandFailure.self) { try open("nothing") }
        #expect(throws: CommandFailure.self) { try open("nowhere/1.safetensors") }
        let name = try #require(RunID(id))
        let file = try #require(folder.checkpoints(of: name).files().first)
        #expect(try open(file.path).id == id)
        var checkpoint = try Checkpoint.read(file.path)
        checkpoint.experiment.settings = Settings(Self.classifier.merging(["layers.1.units": 9]) { $1 })
        try checkpoint.write(to: file.path)
        #expect(throws: CommandFailure.self) { try open(id) }
    }
}
