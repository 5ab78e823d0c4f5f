import Presets
import Testing
import Training
import Tunables

@Suite("A value in quotes where none belong")
struct QuotedValueTests {
    /// Keys of every kind, and what may be written without quotes.
    static let cases =
        [
            ("epochs: \"64\"", true), ("epochs: '64'", true), ("epochs: \"1e2\"", true), ("epochs: \"0\"", true),
            ("batch.size: \"16\"", true), ("l2: \"0.1\"", true), ("l2: \"7\"", true), ("l2: \"-1\"", true),
            ("shuffle: \"true\"", true), ("shuffle: \"off\"", true), ("class_weights: \"[1, 2, 1]\"", true),
            ("class_weights: [\"1\", 2, 1]", true), ("class_weights: [1, '2', 1]", true),
            // Words are words, in quotes or not.
            ("batch.size: \"all\"", nil), ("class_weights: \"balanced\"", nil), ("batch.last: \"drop\"", nil),
            ("optimizer: \"adam\"", nil), ("early_stopping.monitor: [\"training_loss\"]", nil),
            // What would not fit without quotes either.
            ("epochs: \"many\"", false), ("shuffle: \"2\"", false), ("l2: \"[1]\"", false),
            ("epochs: \"99999999999999999999\"", false), ("class_weights: [\"one\"]", false),
        ] as [(String, Bool?)]

    private func errors(_ line: String) -> String? {
        let text = """
            version: 1
            data: {dataset: iris}
            layers:
              - {type: dense, units: 4}
              - dense
            \(line)

            """
        do {
            _ = try PresetDecoder.decode(text: text, path: "p.yaml")
            return nil
        } catch {
            return error.description
        }
    }

    @Test("says to drop the quotes wherever the text fits without them", arguments: cases)
    func advice(line: String, dropsQuotes: Bool?) {
        let found = errors(line)
        #expect((found == nil) == (dropsQuotes == nil), "\(found ?? "no error")")
        if let dropsQuotes { #expect(found?.contains("drop the quotes; allowed: ") == dropsQuotes, "\(found ?? "")") }
    }

    @Test("says so for the numbers of layers, of scripts, and on the command line")
    func places() throws {
        let text = "version: 1\ndata: {dataset: iris}\nlayers:\n  - {type: dense, units: \"64\"}\n  - dense\n"
        let errors = #expect(throws: PresetErrors.self) { try PresetDecoder.decode(text: text, path: "p.yaml") }
        #expect(
            errors?.description == """
                p.yaml:4:26: error: 'layers.1.units' takes a whole number or 'outputs', not '64'
                  4 |   - {type: dense, units: "64"}
                    |                          ^~~~ drop the quotes; allowed: a whole number at least 1 and at most 65536 or 'outputs'
                """)
        #expect(self.errors("interventions: [{at: {step: \"3\"}, set: {l2: 1}}]")?.contains("drop the quotes") == true)
        let typed = #expect(throws: PresetErrors.self) {
            try PresetFile.load("iris").decode(overrides: [("epochs", "\"3\"")])
        }
        #expect(typed?.description.contains("drop the quotes; allowed: a whole number") == true)
    }

    @Test(
        "every tunable that takes a number, a switch or numbers says so",
        arguments: ["digits", "lenet", "exploding-rnn"])
    func everyTunable(name: String) throws {
        let experiment = try PresetFile.load(name).decode().experiment
        for tunable in ExperimentSchema.tunables(
            for: experiment.settings, layerCount: experiment.layerCount)
        {
            let value: String
            switch tunable.kind {
            case .real, .integer: value = "1"
            case .toggle: value = "true"
            case .reals: value = "[1, 2]"
            case .choice, .text, .choices: continue
            }
            let errors = #expect(throws: PresetErrors.self) {
                try PresetFile.load(name).decode(overrides: [(tunable.key, "'\(value)'")])
            }
            #expect(errors?.description.contains("drop the quotes; allowed: ") == true, "\(tunable.key)")
        }
    }
}
