import Datasets
import Presets
import Testing
import Tunables

@testable import Runs
@testable import Training

@Suite("The meaning of weights, over all presets")
struct PresetMeaningTests {
    @Test(
        "a checkpoint read back predicts the same to the bit, its data out of reach",
        arguments: PresetLibrary.entries.map(\.name))
    func bits(_ preset: String) throws {
        let experiment = try PresetFile.load(preset).decode().experiment
        guard let prepared = try Self.prepare(experiment) else { return }
        let session = try TrainingSession(prepared)
        var elsewhere = experiment
        elsewhere.directory = "/nowhere"
        let preprocessing = try #require(prepared.preprocessing)
        let checkpoint = Checkpoint(
            run: "a-run", created: 0, experiment: elsewhere, preprocessing: preprocessing,
            snapshot: RunSnapshot(
                state: session.capture(), journal: InterventionTree(), phase: .running, seconds: 0,
                layout: session.tensorLayout))
        let read = try Checkpoint(decoding: checkpoint.encoded().bytes, place: "memory")
        let meaning = try #require(read.preprocessing)
        #expect(meaning.source == preprocessing.source && meaning.columns == preprocessing.columns)
        // From the data's own rows to the network's inputs by what the checkpoint holds, against what training saw.
        let test = try meaning.testRows(of: experiment.settings, directory: experiment.directory)
        #expect(test.differences.isEmpty && test.part.count == prepared.test.count)
        #expect(zip(test.part.features, prepared.test.features.values).allSatisfy { $0.bitPattern == $1.bitPattern })
        let rows = Array(test.part.features.prefix(prepared.test.featureCount * 16))
        guard !rows.isEmpty else { return }
        let network = try TrainedNetwork(
            read.experiment, preprocessing: meaning, snapshot: read.snapshot, weights: .last)
        let outputs = network.outputs(of: rows)
        let alike = try TrainedNetwork(
            experiment, preprocessing: preprocessing, snapshot: checkpoint.snapshot, weights: .last)
        #expect(outputs.map(\.bitPattern) == alike.outputs(of: rows).map(\.bitPattern))
    }

    /// `nil` for a preset whose files this machine does not have.
    private static func prepare(_ experiment: Experiment) throws -> PreparedExperiment? {
        do throws(ExperimentErrors) {
            return try PreparedExperiment.prepare(experiment)
        } catch {
            if error.isMissingFile { return nil }
            throw error
        }
    }
}
