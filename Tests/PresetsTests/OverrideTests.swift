import Presets
import Testing
import Training
import Tunables

@Suite("--set overrides a preset under the same checks")
struct OverrideTests {
    private let text = """
        version: 1
        data: {dataset: digits}
        layers:
          - type: dense
            units: 32
            activation: {name: sigmoid, slope: 2}
          - dense
        optimizer: {name: adam, lr: 0.002, beta1: 0.8}
        epochs: 30
        interventions:
          - at: {epoch: 10}
            set: {optimizer.beta1: 0.95, l2: 0.1}
          - at: {epoch: 20}
            set: {optimizer: sgd, optimizer.lr: 0.1}

        """

    private func decoded(_ options: String...) throws -> DecodedPreset {
        let overrides = options.map { option in
            let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return (key: parts[0], text: parts.count > 1 ? parts[1] : "")
        }
        return try PresetDecoder.decode(text: text, path: "p.yaml", overrides: overrides)
    }

    private func errors(_ options: String) -> String {
        let errors = #expect(throws: PresetErrors.self) { try decoded(options) }
        return errors?.description ?? ""
    }

    @Test("Full keys, endings, families and layers can be set; the last of two wins")
    func values() throws {
        let preset = try decoded(
            "optimizer.lr=3e-4", "patience=5", "layers.1.dropout=0.5", "shuffle=off", "batch.size=all", "epochs=25",
            "epochs=40", "layers.1.activation=swish", "monitor=[validation_score]")
        let settings = preset.experiment.settings
        #expect(settings["optimizer.lr"] == 0.0003)
        #expect(settings["early_stopping.patience"] == 5)
        #expect(settings["layers.1.dropout"] == 0.5)
        #expect(settings["shuffle"] == false)
        #expect(settings["batch.size"] == "all")
        #expect(settings["epochs"] == 40)
        #expect(settings["layers.1.activation.name"] == "silu")
        #expect(settings["early_stopping.monitor"] == ["validation_score"])
    }

    @Test("What was given as an option of its own is shown as it was typed")
    func flags() {
        let errors = #expect(throws: PresetErrors.self) {
            try PresetDecoder.decode(
                text: text, path: "p.yaml", overrides: [(key: "epochs", text: "0")], flags: ["epochs": "--epochs"])
        }
        #expect(
            errors?.description == """
                error: 'epochs' is out of range: 0
                    --epochs 0
                             ^ allowed: a whole number at least 1 and at most 1000000
                """)
    }

    @Test("A longer word for a key is taken for it; a word that resembles nothing gets no advice")
    func farNames() {
        #expect(errors("layers.1.initializer=zeros").contains("did you mean 'layers.1.init'?"))
        #expect(!errors("nope=1").contains("did you mean"))
        #expect(errors("patiense=1").contains("did you mean 'early_stopping.patience'?"))
    }

    @Test("Another choice drops the keys of the old one, and says so; its own keys may come before it")
    func choiceReplaced() throws {
        let preset = try decoded("optimizer.beta=0.7", "optimizer=momentum")
        #expect(preset.experiment.settings["optimizer.name"] == "momentum")
        #expect(preset.experiment.settings["optimizer.beta"] == 0.7)
        #expect(preset.experiment.settings["optimizer.lr"] == nil)
        #expect(preset.experiment.settings["optimizer.beta1"] == nil)
        let expected = """
            note: optimizer 'momentum' replaces 'adam'
                --set optimizer=momentum
                                ^~~~~~~~ dropped what was set for adam: beta1, lr
            """
        #expect(preset.warnings.first?.description == expected)
    }

    @Test("The same choice again changes nothing")
    func sameChoice() throws {
        let preset = try decoded("optimizer=adam")
        #expect(try preset.experiment == PresetDecoder.decode(text: text, path: "p.yaml").experiment)
        #expect(preset.warnings.isEmpty)
    }

    @Test("Another dataset keeps how the data is split")
    func otherDataset() throws {
        let preset = try decoded("split=ratio", "data=iris")
        #expect(preset.experiment.settings["data.dataset"] == "iris")
        #expect(preset.experiment.settings["data.split"] == "ratio")
    }

    @Test("What an override takes the ground from is left out of the script, with a note at its place")
    func scriptAfterOverride() throws {
        let preset = try decoded("optimizer=sgd", "epochs=15")
        #expect(preset.experiment.interventions == [ScriptedIntervention(at: .epoch(10), [Assignment("l2", 0.1)])])
        let notes = preset.warnings.dropFirst().map(\.description)
        let expected = [
            """
            p.yaml:12:28: note: the scripted change of 'optimizer.beta1' is left out
              12 |     set: {optimizer.beta1: 0.95, l2: 0.1}
                 |                            ^~~~ 'beta1' belongs to adam, adamw, adamax and others, this preset chooses sgd
            """,
            """
            p.yaml:13:17: note: the intervention after epoch 20 never comes: the run ends after 15
              13 |   - at: {epoch: 20}
                 |                 ^~ it is left out
            """,
        ]
        #expect(notes == expected)
        let located = preset.locate(ExperimentProblem(.error, key: "interventions.1.l2", "no"))
        #expect(located.description.hasPrefix("p.yaml:12:38: error: no"))
    }

    @Test("Mistakes name the option")
    func mistakes() {
        #expect(
            errors("layers.1.units=many") == """
                error: 'layers.1.units' takes a whole number or 'outputs', not 'many'
                    --set layers.1.units=many
                                         ^~~~ allowed: a whole number at least 1 and at most 65536 or 'outputs'
                """)
        #expect(
            errors("early_stoping.patience=3") == """
                error: unknown key 'early_stoping.patience' at the top level
                    --set early_stoping.patience=3
                          ^~~~~~~~~~~~~~~~~~~~~~ did you mean 'early_stopping.patience'?
                """)
        #expect(
            errors("layers.1.activation=rellu").hasPrefix(
                """
                error: unknown activation 'rellu'
                    --set layers.1.activation=rellu
                                              ^~~~~ did you mean 'relu'? allowed: identity, step, sigmoid,
                """))
        #expect(
            errors("l2=-1") == """
                error: 'l2' is out of range: -1
                    --set l2=-1
                             ^~ allowed: a number at least 0 and at most 100
                """)
        #expect(errors("layers.1.alpha=0.1").contains("unknown key"))
        #expect(errors("layers.9.units=3").contains("unknown key"))
        #expect(errors("enabled=true").contains("'enabled' could be 'dropout.enabled' or 'early_stopping.enabled'"))
        #expect(errors("early_stopping=true").contains("is a block of keys"))
        #expect(errors("=3").contains("sets nothing"))
        #expect(errors("").contains("sets nothing"))
    }

    @Test("A problem found in preparation points at the option that causes it")
    func located() throws {
        let diagnostic = try decoded("layers.1.units=9").locate(ExperimentProblem(.error, key: "layers.1.units", "no"))
        #expect(
            diagnostic.description == """
                error: no
                    --set layers.1.units=9
                                         ^
                """)
    }
}
