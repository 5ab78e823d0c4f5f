import Presets
import Testing
import Training
import Tunables

@Suite("An experiment written as a preset reads back as the same experiment")
struct WriterTests {
    static let shipped = PresetLibrary.names

    private func roundTrip(_ experiment: Experiment) throws -> Experiment {
        let text = PresetWriter.text(of: experiment)
        return try PresetDecoder.decode(text: text, path: "p.yaml", directory: experiment.directory).experiment
    }

    @Test("Every shipped preset", arguments: shipped)
    func shippedPresets(name: String) throws {
        let experiment = try PresetFile.load(name).decode().experiment
        #expect(try roundTrip(experiment) == experiment)
    }

    @Test("Every kind of value and layer")
    func everything() throws {
        let text = try Fixtures.text("valid/everything.yaml")
        let experiment = try PresetDecoder.decode(text: text, path: "p.yaml").experiment
        #expect(try roundTrip(experiment) == experiment)
    }

    @Test(
        "Titles that YAML would take for something else",
        arguments: [
            "", "~", "null", "a: b", "a #b", "- a", "? a", "'single'", "\"double\"", "back\\slash", "[a, b]", "{a}",
            "a,b",
            " spaces ", "tab\there", "two\nlines", "@home", "`tick`", "%a", "&a", "*a", "!a", "ünïcödé λΣ ✓ 日本", "1:30",
            "on", "1e-3", "a:", "#a", "\u{1B}[31m", "\u{85}", "= a", "> a", "| a",
        ])
    func titles(title: String) throws {
        var experiment = try PresetDecoder.decode(text: DecodingTests.small, path: "p.yaml").experiment
        experiment.title = title
        experiment.name = title.isEmpty ? "p" : title
        #expect(try roundTrip(experiment) == experiment)
    }

    @Test("A preset is written the way a person writes one")
    func form() throws {
        let text = """
            # What you see.
            #
            # What you press.
            version: 1
            name: small
            data:
              dataset: digits
              train: 0.7
            layers:
              - type: dense
                units: 32
                activation: relu
                init:
                  name: normal
                  sigma: 0.001
              - type: dense
            init: he_normal
            loss: mse
            optimizer:
              name: sgd
              lr: 0.5
            epochs: 20
            interventions:
              - at: {step: 100}
                set:
                  optimizer.lr: 0.05

            """
        let experiment = try PresetDecoder.decode(text: text, path: "small.yaml").experiment
        #expect(PresetWriter.text(of: experiment) == text)
    }
}
