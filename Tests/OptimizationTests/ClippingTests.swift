import GoldenValues
import Optimization
import Testing
import Tunables

@Suite("Gradient clipping")
struct ClippingTests {
    /// The golden gradients as one layer.
    private var golden: [ClippingTrial.Part] {
        let gradients = Golden.file.clipping.gradients
        let w = gradients.w.flattened
        let b = gradients.b.flattened
        return [
            .init(rows: 2, columns: 3, layer: 1, gradients: w, weights: w.map { $0 * 3 }),
            .init(columns: 3, layer: 1, gradients: b, weights: b.map { $0 / 2 }),
        ]
    }

    /// Three layers of different sizes, 50 × 37 the largest.
    private var layers: [ClippingTrial.Part] {
        func wave(_ count: Int, _ size: Double) -> [Double] {
            (0..<count).map { index in
                let swing = Double((index * 37) % 101) / 50 - 1
                return index % 17 == 0 ? 4 * size * swing : size * swing
            }
        }
        return [
            .init(rows: 50, columns: 37, layer: 1, gradients: wave(1850, 0.3), weights: wave(1850, 2)),
            .init(columns: 37, layer: 1, gradients: wave(37, 5), weights: wave(37, 0)),
            .init(rows: 37, columns: 5, layer: 2, gradients: wave(185, 1e-3), weights: wave(185, 1)),
            .init(rows: 5, columns: 2, layer: 4, isFinal: true, gradients: wave(10, 8), weights: wave(10, 0.1)),
            .init(columns: 2, layer: 4, isFinal: true, gradients: wave(2, 8), weights: wave(2, 0.1)),
        ]
    }

    @Test("Clipping by norm gives PyTorch's gradients")
    func normMatchesPyTorch() throws {
        for expected in Golden.file.clipping.by_norm.elements {
            let types: [String: Value] = ["2.0": "l2", "1.0": "l1", "inf": "max"]
            let type = try #require(types[expected.norm_type.text ?? ""])
            let limit = try #require(expected.max_norm.number)
            let trial = ClippingTrial(NormClipping.self, ["limit": .real(limit), "norm_type": type], golden)
            #expect(mismatch(trial.effective[0], expected.w.flattened) == nil)
            #expect(mismatch(trial.effective[1], expected.b.flattened) == nil)
            #expect(trial.scales[0] == trial.scales[1])
        }
        #expect(Golden.file.clipping.by_norm.elements.count == 6)
    }

    @Test("Clipping by value gives PyTorch's gradients")
    func valueMatchesPyTorch() throws {
        let expected = Golden.file.clipping.by_value[0]
        let limit = try #require(expected.clip_value.number)
        let trial = ClippingTrial(ValueClipping.self, ["limit": .real(limit)], golden)
        #expect(mismatch(trial.effective[0], expected.w.flattened) == nil)
        #expect(mismatch(trial.effective[1], expected.b.flattened) == nil)
    }

    @Test("per_layer_norm shortens each layer by itself, weights and biases together")
    func layerNorm() {
        let trial = ClippingTrial(LayerNormClipping.self, ["limit": 2], layers)
        for layer in [1, 2, 4] {
            let members = layers.indices.filter { layers[$0].layer == layer }
            let norm = squares(members.map { layers[$0].gradients }).squareRoot()
            let factor = min(1, 2 / norm)
            for member in members {
                #expect(mismatch(trial.effective[member], layers[member].gradients.map { $0 * factor }) == nil)
            }
            if norm < 2 { #expect(members.allSatisfy { trial.scales[$0] == 1 }) }
        }
    }

    @Test("per_layer_value cuts at so many root mean squares of the layer")
    func layerValue() {
        let trial = ClippingTrial(LayerValueClipping.self, ["limit": 1.5], layers)
        for layer in [1, 2, 4] {
            let members = layers.indices.filter { layers[$0].layer == layer }
            let count = members.reduce(0) { $0 + layers[$1].gradients.count }
            let bound = 1.5 * (squares(members.map { layers[$0].gradients }) / Double(count)).squareRoot()
            for member in members {
                let expected = layers[member].gradients.map { max(-bound, min(bound, $0)) }
                #expect(mismatch(trial.effective[member], expected) == nil)
            }
        }
    }

    @Test("adaptive shortens each unit's column to λ of its weights, the last layer exempt by default")
    func adaptive() {
        for clipsFinal in [false, true] {
            let trial = ClippingTrial(
                AdaptiveClipping.self, ["lambda": 0.05, "epsilon": 0.01, "final_layer": .toggle(clipsFinal)], layers)
            for (index, part) in layers.enumerated() {
                var expected = part.gradients
                if !part.isFinal || clipsFinal {
                    // A vector is one unit; a matrix has one a column.
                    for unit in 0..<(part.rows == 1 ? 1 : part.columns) {
                        let members =
                            part.rows == 1 ? Array(0..<part.columns) : (0..<part.rows).map { $0 * part.columns + unit }
                        let norm = squares([members.map { part.gradients[$0] }]).squareRoot()
                        let weights = squares([members.map { part.weights[$0] }]).squareRoot()
                        let allowed = 0.05 * max(weights, 0.01)
                        for member in members where norm > allowed { expected[member] *= allowed / norm }
                    }
                }
                #expect(mismatch(trial.effective[index], expected) == nil, "part \(index)")
            }
        }
    }

    @Test(
        "The catalogue holds the table's six, and norms before and after are told truly",
        arguments: CatalogueClipping.all)
    func normsAreTrue(clipping: CatalogueClipping) {
        #expect(
            Set(Clippings.names)
                == ["none", "norm", "value", "per_layer_norm", "per_layer_value", "adaptive"])
        let trial = ClippingTrial(clipping.type, [:], layers)
        let before = squares(layers.map(\.gradients))
        #expect(agrees(trial.squaredBefore, before))
        let after = squares(trial.effective)
        #expect(agrees(trial.squaredAfter, after))
        for (index, gradients) in trial.effective.enumerated() {
            #expect(agrees(trial.squaredOfEach[index], squares([gradients])))
        }
        #expect(clipping.testDescription == "none" ? agrees(after, before) : after < before)
    }

    @Test("Gradients within the limit are left bit for bit", arguments: CatalogueClipping.all)
    func smallGradientsStay(clipping: CatalogueClipping) {
        let parts = layers.map {
            ClippingTrial.Part(
                rows: $0.rows, columns: $0.columns, layer: $0.layer, isFinal: $0.isFinal,
                gradients: $0.gradients.map { $0 < 0 ? -1e-6 : 1e-6 }, weights: $0.weights.map { $0 + 1 })
        }
        let trial = ClippingTrial(clipping.type, [:], parts)
        for (gradients, part) in zip(trial.effective, parts) {
            #expect(gradients == part.gradients.map { Double(Float($0)) })
        }
    }

    @Test("Every tunable changes something", arguments: CatalogueClipping.all)
    func tunablesMatter(clipping: CatalogueClipping) throws {
        let plain = ClippingTrial(clipping.type, [:], layers).effective
        for tunable in clipping.type.descriptor.tunables {
            let checked = try tunable.check(tunable.defaultValue)
            #expect(checked == tunable.defaultValue)
            let value: Value =
                switch tunable.defaultValue {
                case .toggle(let on): .toggle(!on)
                case .word: "l1"
                default: .real(tunable.key == "epsilon" ? 3 : 0.2)
                }
            #expect(ClippingTrial(clipping.type, [tunable.key: value], layers).effective != plain, "\(tunable.key)")
        }
    }

    @Test("What is not finite stays to be seen", arguments: CatalogueClipping.all, [Double.nan, .infinity])
    func faultsStay(clipping: CatalogueClipping, fault: Double) {
        var parts = layers
        parts[0].gradients[100] = fault
        let trial = ClippingTrial(clipping.type, [:], parts)
        #expect(!trial.effective[0][100].isFinite)
        #expect(!trial.squaredBefore.isFinite && !trial.squaredAfter.isFinite)
    }

    private func squares(_ lists: [[Double]]) -> Double { lists.joined().reduce(0) { $0 + $1 * $1 } }
}
