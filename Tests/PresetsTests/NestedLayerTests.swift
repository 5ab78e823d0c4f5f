import Presets
import Testing
import Training
import Tunables

@Suite("Layers inside blocks")
struct NestedLayerTests {
    private let text = """
        version: 1
        name: p
        data:
          dataset: digits
        layers:
          - type: dense
            units: 32
          - type: residual
            activation: relu
            layers:
              - type: dense
                units: 64
                dropout: 0.1
                activation: relu
              - type: residual
                layers:
                  - type: batch_norm
              - type: dense
                units: 32
          - type: dense
        epochs: 5
        interventions:
          - at: {epoch: 2}
            set:
              layers.2.layers.1.dropout: 0.3

        """

    private func faults(_ layers: String, _ overrides: [(key: String, text: String)] = []) -> [PresetFault] {
        do {
            _ = try PresetDecoder.decode(
                text: "version: 1\ndata: {dataset: digits}\nlayers:\n" + layers, path: "p.yaml", overrides: overrides)
            return []
        } catch {
            return error.diagnostics.map(\.fault)
        }
    }

    @Test("are a list in the list, have keys that nest, and are written as they were read")
    func roundTrip() throws {
        let experiment = try PresetDecoder.decode(text: text, path: "p.yaml").experiment
        #expect(experiment.layerCount == 3)
        #expect(experiment.settings["layers.2.layers.1.units"] == 64)
        #expect(experiment.settings["layers.2.layers.2.layers.1.type"] == "batch_norm")
        #expect(experiment.interventions.first?.assignments == [Assignment("layers.2.layers.1.dropout", 0.3)])
        #expect(PresetWriter.text(of: experiment) == text)
    }

    @Test("may leave out their type, and may be a bare word")
    func shorthands() throws {
        let layers = "  - type: residual\n    layers:\n      - units: 64\n        activation: {name: elu, alpha: 2}\n"
        let text = "version: 1\ndata: {dataset: digits}\nlayers:\n\(layers)      - batch_norm\n  - dense\n"
        let settings = try PresetDecoder.decode(text: text, path: "p.yaml").experiment.settings
        #expect(settings["layers.1.layers.1.type"] == "dense")
        #expect(settings["layers.1.layers.1.activation.alpha"] == 2.0)
        #expect(settings["layers.1.layers.2.type"] == "batch_norm")
    }

    @Test("can be set from the command line; a short key never means one of them by chance")
    func overrides() throws {
        let settings = try PresetDecoder.decode(
            text: text, path: "p.yaml",
            overrides: [("layers.2.layers.1.dropout", "0.5"), ("layers.2.layers.3.activation", "tanh")]
        ).experiment.settings
        #expect(settings["layers.2.layers.1.dropout"] == 0.5)
        #expect(settings["layers.2.layers.3.activation.name"] == "tanh")
        let errors = #expect(throws: PresetErrors.self) {
            try PresetDecoder.decode(text: text, path: "p.yaml", overrides: [("layers.2.units", "5")])
        }
        #expect(errors?.diagnostics.count == 1)
    }

    @Test("have mistakes with their line and column")
    func places() {
        let wrong = text.replacing("dropout: 0.1", with: "dropuot: 0.1").replacing(
            "- type: batch_norm", with: "- batchnorm")
        let errors = #expect(throws: PresetErrors.self) { try PresetDecoder.decode(text: wrong, path: "p.yaml") }
        let found = errors?.description ?? ""
        #expect(found.contains("p.yaml:13:9: error: unknown key 'dropuot' in layer 2.1 'dense'"), "\(found)")
        #expect(found.contains("p.yaml:17:13: error: unknown layer 'batchnorm'"), "\(found)")
        #expect(errors?.diagnostics.count == 2)
    }

    @Test("belong into blocks only, and a block's list is a list")
    func misplaced() {
        #expect(
            faults("  - type: dense\n    layers:\n      - dense\n").contains {
                if case .foreignKey("layers", ["residual"], _, _) = $0 { true } else { false }
            })
        #expect(
            faults("  - type: residual\n    layers: 3\n") == [
                .notAList(key: "layers.1.layers", found: "'3'", example: "- type: dense")
            ])
        #expect(faults("  - type: residual\n    layers: []\n") == [.emptyList(key: "layers.1.layers")])
    }

    @Test("count towards the limit of layers")
    func limit() {
        let inner = "  - type: residual\n    layers:\n" + String(repeating: "      - dense\n", count: 300)
        #expect(faults(inner + inner).contains(.tooManyLayers(limit: 512)))
    }
}
