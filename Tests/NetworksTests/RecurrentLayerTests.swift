import Rounding
import Tensors
import Testing
import Tunables

@testable import Networks

@Suite("Recurrent layers")
struct RecurrentLayerTests {
    private func expectClose(
        _ got: some Sequence<Float>, _ want: some Sequence<Double>, terms: Int,
        _ line: SourceLocation = #_sourceLocation
    ) {
        #expect(RoundingBound(terms: terms).mismatch(got, want) == nil, sourceLocation: line)
    }

    private func values(_ pointer: UnsafePointer<Float>, _ count: Int) -> [Float] {
        Array(UnsafeBufferPointer(start: pointer, count: count))
    }

    @Test("tokens count as one-hot vectors", arguments: ["rnn", "lstm", "gru"])
    func tokens(kind: String) throws {
        let settings = Settings([
            "layers.1.type": .word(kind), "layers.1.units": 5, "layers.2.type": "dense",
        ])
        func network(_ input: Shape) throws -> Network {
            let network = try Network(
                settings: settings, layerCount: 2, input: input, outputs: 2, loss: Loss(.crossEntropy))
            network.reserve(rows: 3)
            network.configure(settings)
            network.initialize(seed: 3)
            return network
        }
        let byToken = try network(.sequence(steps: 4, channels: 1, tokens: 6))
        let byVector = try network(.sequence(steps: 4, channels: 6, tokens: 0))
        let tokens: [Float] = [0, 5, 2, 3, 1, 1, 4, 0, 5, 5, 5, 2]
        let vectors = tokens.flatMap { token in (0..<6).map { Float($0) == token ? 1 : Float(0) } }
        let pass = Pass(isTraining: true)
        // Four steps over 6 channels and 5 units; back through up to 20 columns and 3 rows.
        expectClose(
            values(byToken.forward(tokens, rows: 3, pass: pass), 6),
            values(byVector.forward(vectors, rows: 3, pass: pass), 6).map(Double.init), terms: 4 * (6 + 5))
        for network in [byToken, byVector] {
            var gradient: [Float] = [1, -1, 0.5, 2, -0.3, 0.7]
            network.backward(&gradient, rows: 3, pass: pass)
        }
        expectClose(
            byToken.arena.gradients.values, byVector.arena.gradients.values.map(Double.init),
            terms: 4 * (6 + 5 + 20 + 3))
    }

    @Test("an embedding hands out rows of its table and adds the gradients up where they came from")
    func embedding() {
        let layer = EmbeddingLayer(steps: 3, tokens: 4, size: 2)
        let arena = ParameterArena(blocks: layer.blocks, statisticsCount: 0)
        layer.bind(arena.blocks[...], arena: arena, statisticsOffset: 0)
        layer.reserve(rows: 2)
        for index in 0..<8 { arena.parameters.base[index] = Float(index) }
        let tokens: [Float] = [3, 0, 3, 1, 1, 1]
        let output = values(layer.forward(tokens, rows: 2, pass: .evaluation), 12)
        #expect(output == [6, 7, 0, 1, 6, 7, 2, 3, 2, 3, 2, 3])
        var gradient: [Float] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
        var pass = Pass(isTraining: true)
        for round in 1...2 {
            pass.accumulates = round == 2
            _ = layer.backward(&gradient, rows: 2, pass: pass, wantsInputGradient: false)
            let once: [Float] = [3, 4, 27, 30, 0, 0, 6, 8]
            #expect(Array(arena.gradients.values.prefix(8)) == once.map { $0 * Float(round) })
        }
        // No number is trusted to be a token.
        let wrong: [Float] = [.nan, -1, 4, .infinity, 1e30, 2]
        #expect(
            values(layer.forward(wrong, rows: 2, pass: .evaluation), 12) == [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 4, 5])
    }

    @Test("huge inputs saturate and stay finite, forward and back", arguments: ["rnn", "lstm", "gru"])
    func saturation(kind: String) throws {
        let settings = Settings([
            "layers.1.type": .word(kind), "layers.1.units": 9, "layers.1.output": "every",
            "layers.2.type": .word(kind), "layers.2.units": 4, "layers.3.type": "dense",
        ])
        let network = try Network(
            settings: settings, layerCount: 3, input: .sequence(steps: 8, channels: 3, tokens: 0), outputs: 2,
            loss: Loss(.crossEntropy))
        network.reserve(rows: 2)
        network.configure(settings)
        network.initialize(seed: 1)
        var random = RandomSource(seed: 4, stream: .generator)
        let inputs = (0..<48).map { _ in Float(1e4 * random.uniform(-1, 1)) }
        let pass = Pass(isTraining: true)
        #expect(values(network.forward(inputs, rows: 2, pass: pass), 4).allSatisfy { $0.isFinite })
        var gradient: [Float] = [1, -1, 1, -1]
        network.backward(&gradient, rows: 2, pass: pass)
        #expect(network.arena.gradients.values.allSatisfy { $0.isFinite })
    }

    @Test("a NaN in one sample reaches that sample's outputs, and no other's", arguments: ["rnn", "lstm", "gru"])
    func nonFinite(kind: String) throws {
        let settings = Settings(["layers.1.type": .word(kind), "layers.1.units": 4, "layers.2.type": "dense"])
        let network = try Network(
            settings: settings, layerCount: 2, input: .sequence(steps: 3, channels: 2, tokens: 0), outputs: 2,
            loss: Loss(.crossEntropy))
        network.reserve(rows: 2)
        network.initialize(seed: 1)
        var inputs = [Float](repeating: 0.5, count: 12)
        inputs[7] = .nan
        let outputs = values(network.forward(inputs, rows: 2, pass: .evaluation), 4)
        #expect(outputs.map(\.isNaN) == [false, false, true, true])
    }

    @Test(
        "the state's weights start orthogonal gate by gate, their gain the spectral radius; an lstm starts by remembering"
    )
    func initialization() throws {
        let settings = Settings([
            "layers.1.type": "lstm", "layers.1.units": 6, "layers.1.recurrent_init.gain": 0.6, "layers.2.type": "dense",
        ])
        let network = try Network(
            settings: settings, layerCount: 2, input: .sequence(steps: 3, channels: 2, tokens: 0), outputs: 2,
            loss: Loss(.crossEntropy))
        network.initialize(seed: 1)
        let blocks = network.arena.blocks
        #expect(blocks.map(\.rows) == [2, 6, 1, 6, 1])
        #expect(blocks.map(\.columns) == [24, 24, 24, 2, 2])
        let u = values(network.arena.parameters(of: blocks[1]), 6 * 24)
        for gate in 0..<4 {
            for a in 0..<6 {
                for b in 0...a {
                    let dot = (0..<6).reduce(0.0) {
                        $0 + Double(u[a * 24 + gate * 6 + $1]) * Double(u[b * 24 + gate * 6 + $1])
                    }
                    #expect(abs(dot - (a == b ? 0.36 : 0)) < 1e-6)
                }
            }
        }
        let bias = values(network.arena.parameters(of: blocks[2]), 24)
        #expect(bias == (0..<24).map { (6..<12).contains($0) ? 1 : 0 })
        #expect(network.weightedLayers.map(\.name) == ["lstm6", "dense2"])
        #expect(network.weightedLayers.map(\.units) == [6, 2])
    }

    @Test(
        "what has no steps is refused with a remedy",
        arguments: [
            ("rnn", Shape.vector(4), "every"), ("lstm", .vector(4), "every"), ("gru", .vector(4), "every"),
            ("lstm", .image(channels: 3, height: 4, width: 4), "steps"), ("embedding", .vector(4), "leave it out"),
            ("embedding", .sequence(steps: 3, channels: 2, tokens: 0), "leave it out"),
        ])
    func refusals(kind: String, input: Shape, remedy: String) {
        let settings = Settings(["layers.1.type": .word(kind), "layers.2.type": "dense"])
        let error = #expect(throws: NetworkErrors.self) {
            try Network(settings: settings, layerCount: 2, input: input, outputs: 2, loss: Loss(.crossEntropy))
        }
        #expect(error?.all.first?.key == "layers.1")
        #expect(error?.all.first?.description.contains(remedy) == true)
    }

    @Test("tokens cannot be dropped like numbers: input_dropout is refused")
    func tokenDropout() {
        let settings = Settings(["layers.1.type": "gru", "layers.2.type": "dense", "input_dropout": 0.1])
        let error = #expect(throws: NetworkErrors.self) {
            try Network(
                settings: settings, layerCount: 2, input: .sequence(steps: 3, channels: 1, tokens: 5), outputs: 2,
                loss: Loss(.crossEntropy))
        }
        #expect(error?.all.map(\.key) == ["input_dropout"])
    }
}
