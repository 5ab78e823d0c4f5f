import Presets
import Testing
import Tunables

@testable import Training

@Suite("--set takes effect as the same key does live, or is refused with the reason")
struct SetEffectTests {
    /// Shipped presets whose data is at hand.
    static let presets: [String] = PresetLibrary.names.filter { name in
        (try? PresetFile.load(name).decode()).map { preset in
            (try? PreparedExperiment.prepare(preset.experiment)) != nil
        } ?? false
    }

    private typealias Option = (key: String, text: String)

    private func session(_ name: String, _ options: [Option] = []) throws -> TrainingSession {
        let preset = try PresetFile.load(name).decode(overrides: options)
        return try TrainingSession(PreparedExperiment.prepare(preset.experiment))
    }

    /// Every key that a run lists, with what is in force.
    private func inForce(_ session: TrainingSession) -> [String: Value] {
        var values = Dictionary(
            session.tunables.map { ($0.key, session.settings[$0.key] ?? $0.defaultValue) },
            uniquingKeysWith: { first, _ in first })
        values["dropout.rate"] = ExperimentSchema.dropoutInForce(among: session.tunables) { values[$0] }
        return values
    }

    private func trained(_ session: TrainingSession) -> [Float] {
        var record = TelemetryBatch(
            layout: TelemetryLayout(layerCount: session.network.weightedLayers.count), capacity: 8)
        for _ in 0..<2 { _ = session.step(into: &record) }
        return session.network.arena.parameters.values
    }

    @Test(
        "Every key that a shipped preset's run lists can be set to what it is, and changes nothing", arguments: presets)
    func ownValues(name: String) throws {
        let plain = try session(name)
        let values = inForce(plain)
        let weights = trained(plain)
        // Where layers differ, no one rate is theirs.
        let rates = if case .list? = values["dropout.rate"] { ["dropout.rate"] } else { [String]() }
        let listed = plain.tunables.map(\.key).filter { !rates.contains($0) }
        // Values of layers after all others, apart: with every layer's own, a common penalty has nothing to act on.
        for isLayers in [false, true] {
            let options: [Option] = listed.filter { $0.hasPrefix("layers.") == isLayers }.map { key in
                (key, values[key]?.description ?? "")
            }
            let again = try session(name, options)
            #expect(inForce(again) == values)
            #expect(trained(again) == weights)
        }
    }

    /// Another value than the present one that the declaration allows.
    private func other(_ tunable: Tunable, than current: Value) -> Value? {
        switch tunable.kind {
        case .real(let bounds), .reals(let bounds, _):
            return [0.05, 0.3, 2.5].first { bounds.contains($0) && current.number != $0 }.map(Value.real)
        case .integer(let bounds, _):
            let number = current.number ?? 7
            return [number + 1, number - 1].first { bounds.contains($0) }.map { .integer(Int($0)) }
        case .toggle: return .toggle(current != .toggle(true))
        case .choice(let names): return names.first { current != .word($0) }.map(Value.word)
        case .choices(let names): return names.last.map { .list([.word($0)]) }
        case .text: return "changed"
        }
    }

    @Test(
        "Every key, set to something else, is in force then as it is live, or is refused in words",
        arguments: [
            "digits", "overfitting", "label-noise", "lenet", "plain-deep", "spirals", "zero-init", "exploding-rnn",
        ])
    func otherValues(name: String) throws {
        let plain = try session(name)
        let values = inForce(plain)
        for tunable in ExperimentSchema.tunables(
            for: plain.settings, layerCount: plain.prepared.experiment.layerCount)
        {
            let current = values[tunable.key] ?? tunable.defaultValue
            guard let value = other(tunable, than: current) else { continue }
            let preset: DecodedPreset
            do {
                preset = try PresetFile.load(name).decode(overrides: [(tunable.key, value.description)])
            } catch {
                #expect(!"\(error)".isEmpty)
                continue
            }
            let settings = preset.experiment.settings
            if tunable.change == .live, let change = try? plain.check([Assignment(tunable.key, value)]),
                !["optimizer.name", "schedule.name", "clip.name"].contains(tunable.key)
            {
                #expect(settings == change.settings, "\(tunable.key) \(current) → \(value)")
            }
            let declared = ExperimentSchema.tunables(for: settings, layerCount: preset.experiment.layerCount)
            let now: (String) -> Value? = { key in settings[key] ?? declared.first { $0.key == key }?.defaultValue }
            if tunable.key == "dropout.rate" {
                #expect(ExperimentSchema.dropoutInForce(among: declared, now) == value)
            } else {
                #expect(now(tunable.key) == (try tunable.check(value)), "\(tunable.key) \(current) → \(value)")
            }
        }
    }

    @Test("One dropout for all layers changes the run as it does live; a layer's own stands where it comes later")
    func dropout() throws {
        let plain = try session("digits")
        plain.apply(try plain.check([Assignment("dropout.rate", 0.9)]))
        let set = try session("digits", [("dropout.rate", "0.9")])
        #expect(set.settings == plain.settings)
        #expect(trained(set) == trained(plain))
        #expect(try trained(session("digits")) != trained(session("digits", [("dropout.rate", "0.9")])))

        let preset = try PresetFile.load("digits").decode(overrides: [("dropout.rate", "0.9")])
        #expect(
            preset.warnings.map(\.description) == [
                """
                note: 'dropout.rate' is set for all layers
                    --set dropout.rate=0.9
                                       ^~~ it replaces layers.1.dropout and layers.2.dropout
                """
            ])
        #expect(
            try session("digits", [("dropout.rate", "0.9"), ("layers.1.dropout", "0.1")]).settings["layers.1.dropout"]
                == 0.1)
        #expect(
            try session("digits", [("layers.1.dropout", "0.1"), ("dropout.rate", "0.9")]).settings["layers.1.dropout"]
                == nil)
    }

    private static let ownPenalties = """
        version: 1
        data: {dataset: iris}
        l2: 0.1
        init: {name: constant, value: 0.5}
        dropout.rate: 0.2
        layers:
          - {type: dense, units: 4, l2: 0.01, init: {name: normal}, dropout: 0.3}
          - {type: dense, l2: 0.02, init: {name: normal}}

        """

    @Test(
        "A common key that every layer has of its own is refused on the command line, and live, and noted in a preset",
        arguments: [("l2", "0.3"), ("init.value", "0.3"), ("init", "zeros"), ("init.gain", "2")])
    func shadowed(key: String, text: String) throws {
        let errors = #expect(throws: PresetErrors.self) {
            try PresetDecoder.decode(text: Self.ownPenalties, path: "p.yaml", overrides: [(key, text)])
        }
        #expect(errors?.description.contains("does nothing: every layer has its own (layers.1.") == true)
        let preset = try PresetDecoder.decode(text: Self.ownPenalties, path: "p.yaml")
        let prepared = try PreparedExperiment.prepare(preset.experiment)
        #expect(
            prepared.problems.filter { $0.message.contains("every layer has its own") }.map(\.key).contains(
                "dropout.rate"))
        #expect(throws: Refusal.self) { try TrainingSession(prepared).check([Assignment("l2", 0.3)]) }
    }

    @Test("A layer starts by the network's own choice, named again or not, in every value it does not give itself")
    func commonInitializer() throws {
        func values(_ own: String) throws -> [Float] {
            let text = """
                version: 1
                data: {dataset: iris}
                init: {name: constant, value: 0.5, gain: 3}
                layers:
                  - {type: dense, units: 4\(own)}
                  - dense

                """
            let preset = try PresetDecoder.decode(text: text, path: "p.yaml")
            return try Array(
                TrainingSession(PreparedExperiment.prepare(preset.experiment)).network.arena.parameters.values.prefix(4)
            )
        }
        #expect(try values("") == [1.5, 1.5, 1.5, 1.5])
        #expect(try values(", init: constant") == [1.5, 1.5, 1.5, 1.5])
        #expect(try values(", init: {name: constant, value: 1}") == [3, 3, 3, 3])
        #expect(try values(", init: {value: 1}") == [3, 3, 3, 3])
        #expect(try values(", init: {gain: 1}") == [0.5, 0.5, 0.5, 0.5])
        #expect(try values(", init: {name: zeros}") == [0, 0, 0, 0])
    }

    @Test(
        "What has no effect while something else is off is said",
        arguments: [
            ("early_stopping.patience", "3", "no effect until early_stopping.enabled is on"),
            ("early_stopping.mode", "relative", "no effect until early_stopping.min_delta is above 0"),
            ("swa.every", "3", "no effect until swa.enabled is on"),
            ("gradient_noise.gamma", "0.5", "no effect until gradient_noise.sigma is above 0"),
            ("schedule.warmup_start", "0.5", "no effect until schedule.warmup is above 0"),
            ("schedule.per", "step", "no effect: a constant rate does not move"),
            ("dropout.enabled", "false", "no effect until a dropout rate is above 0"),
        ])
    func idle(key: String, text: String, reason: String) throws {
        let preset = try PresetFile.load("iris").decode(overrides: [("schedule", "constant"), (key, text)])
        #expect(preset.warnings.map { $0.fault.message } == ["'\(key)' has \(reason)"])
    }
}
