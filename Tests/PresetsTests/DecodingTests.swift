import Presets
import Testing
import Training
import Tunables

@Suite("A preset decodes into an experiment")
struct DecodingTests {
    static let small = """
        version: 1
        data:
          dataset: digits
        layers:
          - type: dense
            units: 32
            activation: relu
          - dense

        """

    private func decoded(_ text: String, path: String = "presets/small.yaml") throws -> DecodedPreset {
        try PresetDecoder.decode(text: text, path: path)
    }

    @Test("Blocks, flow style, dotted keys, shorthands and bare layers all end as full keys")
    func everything() throws {
        let experiment = try decoded(Fixtures.text("valid/everything.yaml")).experiment
        let expected: [String: Value] = [
            "data.dataset": "digits", "data.split": "ratio", "data.split_seed": 7,
            "layers.1.type": "dense", "layers.1.units": 64, "layers.1.activation.name": "silu",
            "layers.1.init.name": "normal", "layers.1.init.sigma": 0.001, "layers.1.dropout": 0.5, "layers.1.l1": 0.0,
            "layers.2.type": "batch_norm",
            "layers.3.type": "dense", "layers.3.activation.name": "leaky_relu", "layers.3.activation.alpha": 0.2,
            "layers.3.units": 16, "layers.3.bias": false,
            "layers.4.type": "dropout",
            "layers.5.type": "dense", "layers.5.units": "outputs",
            "loss.name": "huber", "loss.delta": 2.0, "init.name": "he_normal", "init.gain": 2.0,
            "optimizer.lr": 0.03, "batch.size": "all", "shuffle": false, "class_weights": [1.0, 2.5, 3.0],
            "early_stopping.enabled": true, "early_stopping.monitor": ["validation_loss", "validation_score"],
            "early_stopping.min_delta": 0.0001, "epochs": 40,
        ]
        #expect(experiment.settings == Settings(expected))
        #expect(experiment.layerCount == 5)
        #expect(experiment.name == "everything")
        #expect(experiment.title == "a title: with a colon")
        #expect(experiment.lesson == "A lesson in two lines,\nas a comment.\n\n  Indented.\n\nStill the lesson.")
        #expect(
            experiment.interventions == [
                ScriptedIntervention(
                    at: .epoch(10),
                    [
                        Assignment("dropout.enabled", false), Assignment("layers.1.dropout", 0.25),
                        Assignment("early_stopping.patience", 3),
                    ]),
                ScriptedIntervention(at: .epoch(20), [Assignment("optimizer.lr", 0.001), Assignment("l2", 1e-4)]),
            ])
    }

    @Test("What the preset does not name comes from its file: name and folder")
    func namesFromTheFile() throws {
        let experiment = try decoded(Self.small).experiment
        #expect(experiment.name == "small")
        #expect(experiment.directory == "presets")
        #expect(try decoded(Self.small, path: "bare.yml").experiment.directory == ".")
    }

    @Test(
        "Line ends and a byte order mark change nothing",
        arguments: [("\r\n", ""), ("\r", ""), ("\n", "\u{FEFF}"), ("\r\n", "\u{FEFF}")])
    func lineEnds(end: String, mark: String) throws {
        let text = try Fixtures.text("valid/everything.yaml")
        let changed = mark + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
        #expect(try decoded(changed).experiment == decoded(text).experiment)
    }

    @Test("A fault is placed right behind carriage returns, byte order marks and letters beyond ASCII")
    func placesAmongUnusualCharacters() throws {
        let text =
            "\u{FEFF}# λ\r\nversion: 1\r\ndata: {dataset: digits}\r\ntitle: 'größe ✓'\r\n"
            + "layers: [{type: dense, 'größe': 3}]\r\n"
        let errors = #expect(throws: PresetErrors.self) { try decoded(text, path: "p.yaml") }
        let expected = """
            p.yaml:5:24: error: unknown key 'größe' in layer 1 'dense'
              5 | layers: [{type: dense, 'größe': 3}]
                |                        ^~~~~~~ allowed: units, bias, dropout, l1, l2, activation, init
            """
        #expect(errors?.description == expected)
    }

    @Test("JSON is YAML")
    func json() throws {
        let json = #"{"version": 1, "data": {"dataset": "digits"}, "layers": [{"type": "dense"}], "epochs": 3}"#
        #expect(try decoded(json).experiment.settings["epochs"] == 3)
    }

    @Test("An intervention is checked against the choices in force at its moment, in order of time")
    func scriptedChoices() throws {
        let script = """
            epochs: 30
            interventions:
              - at: {epoch: 20}
                set: {optimizer.beta1: 0.8}
              - at: {epoch: 10}
                set: {optimizer.beta1: 0.95, optimizer: adam}
            """
        let interventions = try decoded(Self.small + script).experiment.interventions
        #expect(
            interventions == [
                ScriptedIntervention(
                    at: .epoch(10), [Assignment("optimizer.name", "adam"), Assignment("optimizer.beta1", 0.95)]),
                ScriptedIntervention(at: .epoch(20), [Assignment("optimizer.beta1", 0.8)]),
            ])
        let back = script + "\n  - at: {epoch: 15}\n    set: {optimizer: sgd}\n"
        let errors = #expect(throws: PresetErrors.self) { try decoded(Self.small + back) }
        #expect(errors?.diagnostics.count == 1)
        #expect(errors?.description.contains("'beta1' belongs to adam") ?? false)
    }

    @Test("An intervention that prolongs the run makes later moments possible")
    func prolongedRun() throws {
        let script = """
            epochs: 5
            interventions:
              - at: {epoch: 4}
                set: {epochs: 20}
              - at: {epoch: 19}
                set: {l2: 0.1}
            """
        #expect(try decoded(Self.small + script).experiment.interventions.count == 2)
    }

    @Test(
        "A problem found in preparation is shown where its key, or the block around it, was written",
        arguments: [
            ("layers.1.units", 6, 12), ("layers.1.activation", 7, 17), ("layers.2.units", 8, 5), ("layers.2", 8, 5),
            ("layers", 4, 1), ("data.dataset", 3, 12), ("data.train", 2, 1), ("batch.size", 1, 1),
        ])
    func located(key: String, line: Int, column: Int) throws {
        let preset = try decoded(Self.small, path: "small.yaml")
        let diagnostic = preset.locate(ExperimentProblem(.warning, key: key, "does not fit"))
        #expect(diagnostic.description.hasPrefix("small.yaml:\(line):\(column): warning: does not fit\n"))
    }

    @Test("A problem of the whole is shown at the preset's first line")
    func locatedNowhere() throws {
        let diagnostic = try decoded("# comment\n" + Self.small).locate(ExperimentProblem(.error, "no such thing"))
        let expected = """
            presets/small.yaml:2:1: error: no such thing
              2 | version: 1
                | ^~~~~~~
            """
        #expect(diagnostic.description == expected)
    }

    @Test("a script can stop the run; beside other keys, or as no stop, that is an error")
    func scriptedStop() throws {
        func script(_ set: String) -> String { Self.small + "interventions:\n  - at: {step: 7}\n    set: {\(set)}\n" }
        #expect(try decoded(script("stop: true")).experiment.interventions == [.stop(at: .step(7))])
        for set in ["stop: false", "stop: true, l2: 0.1", "stop: 3"] {
            #expect(throws: PresetErrors.self) { try decoded(script(set)) }
        }
    }
}
