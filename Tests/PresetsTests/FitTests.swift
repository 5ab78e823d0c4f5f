import Presets
import Testing
import Training

@Suite("What fits the keys but not the data or the layers is told before a run, at its place")
struct FitTests {
    /// The problems of a preset's preparation, as they are printed: place and message.
    private func problems(_ text: String) throws -> [String] {
        let preset = try PresetDecoder.decode(text: "version: 1\n" + text, path: "p.yaml")
        let found: [ExperimentProblem]
        do throws(ExperimentErrors) {
            found = try PreparedExperiment.prepare(preset.experiment).problems
        } catch {
            found = error.problems
        }
        return found.map { preset.locate($0).description.prefix { $0 != "\n" } }.map(String.init)
    }

    @Test("A script that sets a batch the layers or the data cannot take")
    func scriptedBatch() throws {
        let found = try problems(
            """
            data:
              dataset: iris
            layers:
              - type: dense
                units: 8
              - type: batch_norm
              - type: dense
            interventions:
              - at: {epoch: 2}
                set:
                  batch.size: 1
              - at: {epoch: 3}
                set:
                  batch.size: 5000
            """)
        #expect(
            found == [
                "p.yaml:12:19: error: batch normalization needs at least 2 samples a batch",
                "p.yaml:15:19: error: the training split has 120 samples, fewer than a batch of 5000; use 'all' or less",
            ])
    }

    @Test("A script that sets an augmentation the samples do not take")
    func scriptedAugmentation() throws {
        let found = try problems(
            """
            data:
              dataset: iris
            layers:
              - dense
            interventions:
              - at: {step: 20}
                set:
                  augmentation.rotate: 10
            """)
        #expect(found.count == 1 && found[0].hasPrefix("p.yaml:9:28: error: 'augmentation.rotate' does nothing"))
    }

    @Test("Early stopping and a plateau schedule without rows to validate on")
    func nothingToWatch() throws {
        let text = """
            data:
              dataset: iris
              validation: 0
            layers:
              - dense
            schedule: plateau
            early_stopping:
              enabled: true
            """
        let found = try problems(text)
        #expect(found.count == 2)
        #expect(found[0].hasPrefix("p.yaml:9:12: warning: no rows are set aside for validation, so early stopping"))
        #expect(found[1].hasPrefix("p.yaml:7:11: warning: no rows are set aside for validation, so the plateau"))
        let watched = try problems(text + "\n  monitor: [training_loss]\n")
        #expect(watched.count == 1 && watched[0].contains("plateau"))
        #expect(try problems(text.replacing("  validation: 0\n", with: "")).isEmpty)
    }

    @Test("Words read as quantities")
    func words() throws {
        let data = "data:\n  dataset: reviews\nlayers:\n"
        let found = try problems(data + "  - type: dense\n")
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("p.yaml:5:11: warning:") && found[0].contains("embedding"))
        #expect(try problems(data + "  - type: embedding\n  - type: gru\n    units: 4\n  - type: dense\n").isEmpty)
    }
}
