import Foundation
import Rounding
import Tensors
import Testing
import Tunables

@testable import Networks

@Suite("Whole networks against finite differences")
struct NetworkGradientTests {
    /// A network, its batch, and its loss; the parameters may be nudged.
    private struct Problem {
        let network: Network
        let loss: Loss
        let inputs: [Float]
        let classes: [Int32]
        let values: [Float]
        let rows: Int

        func lossAndGradient(training: Bool = true) -> Double {
            let pass = Pass(isTraining: training, seed: 1, step: 3)
            let outputs = network.forward(inputs, rows: rows, pass: pass)
            let width = network.outputWidth
            var gradient = [Float](repeating: 0, count: rows * width)
            let weight = loss.kind == .crossEntropy ? Double(rows) : Double(rows * width)
            let result = gradient.withUnsafeMutableBufferPointer { gradient in
                loss.evaluate(
                    outputs, gradient: gradient.baseAddress, classes: classes, values: values, rows: rows,
                    width: width, smoothing: 0.1, weights: nil, scale: Float(1 / weight))
            }
            network.backward(&gradient, rows: rows, pass: pass)
            return result.sum / weight
        }
    }

    private func problem(_ settings: [String: Value], layers: Int, inputs: Int, outputs: Int, rows: Int) throws
        -> Problem
    {
        let settings = Settings(settings)
        let loss = Loss(settings)
        let network = try Network(
            settings: settings, layerCount: layers, input: .vector(inputs), outputs: outputs, loss: loss)
        network.reserve(rows: rows)
        network.configure(settings)
        network.initialize(seed: 7)
        var random = RandomSource(seed: 2, stream: .generator)
        return Problem(
            network: network, loss: loss, inputs: (0..<rows * inputs).map { _ in Float(random.normal()) },
            classes: (0..<rows).map { _ in Int32(random.below(outputs)) },
            values: (0..<rows * outputs).map { _ in Float(random.below(2)) }, rows: rows)
    }

    /// Every parameter nudged both ways; the float engine's loss is only good to 1e-7, so the step is wide.
    private func check(_ problem: Problem) {
        let arena = problem.network.arena
        _ = problem.lossAndGradient()
        let analytic = arena.gradients.values
        let step: Float = 4e-3
        for block in arena.blocks {
            for index in block.offset..<block.offset + block.count {
                let kept = arena.parameters.base[index]
                arena.parameters.base[index] = kept + step
                let above = problem.lossAndGradient()
                arena.parameters.base[index] = kept - step
                let below = problem.lossAndGradient()
                arena.parameters.base[index] = kept
                let numeric = (above - below) / (2 * Double(step))
                #expect(
                    abs(numeric - Double(analytic[index])) < 2e-3 * max(0.1, abs(numeric)),
                    "\(block.name) of layer \(block.layerNumber), element \(index - block.offset)")
            }
        }
    }

    private func layers(_ activation: String, extra: [String: Value] = [:]) -> [String: Value] {
        [
            "layers.1.type": "dense", "layers.1.units": 5, "layers.1.activation.name": .word(activation),
            "layers.2.type": "dense", "layers.2.units": 4, "layers.2.activation.name": .word(activation),
            "layers.3.type": "dense", "layers.3.units": "outputs",
        ].merging(extra) { $1 }
    }

    static let smooth = Activations.names.filter { !["step", "relu", "leaky_relu"].contains($0) }

    @Test("dense layers with every smooth activation", arguments: smooth)
    func activations(name: String) throws {
        check(try problem(layers(name), layers: 3, inputs: 6, outputs: 3, rows: 4))
    }

    @Test("every loss", arguments: Losses.names)
    func losses(name: String) throws {
        let settings = layers("tanh", extra: ["loss.name": .word(name)])
        check(try problem(settings, layers: 3, inputs: 4, outputs: 2, rows: 5))
    }

    @Test("batch norm before and after the activation, and dropout with its draws held")
    func normalization() throws {
        let settings: [String: Value] = [
            "layers.1.type": "dense", "layers.1.units": 5, "layers.2.type": "batch_norm",
            "layers.2.activation.name": "tanh", "layers.3.type": "dense", "layers.3.units": 4,
            "layers.3.activation.name": "sigmoid", "layers.3.dropout": 0.25, "layers.4.type": "batch_norm",
            "layers.5.type": "dense", "input_dropout": 0.1,
        ]
        check(try problem(settings, layers: 5, inputs: 3, outputs: 3, rows: 6))
    }

    @Test("layer norm, with an activation, for batches of one row too", arguments: [(1, 5), (4, 33), (3, 1)])
    func layerNorm(rows: Int, units: Int) throws {
        let settings: [String: Value] = [
            "layers.1.type": "dense", "layers.1.units": .integer(units), "layers.2.type": "layer_norm",
            "layers.2.activation.name": "tanh", "layers.3.type": "dense",
        ]
        check(try problem(settings, layers: 3, inputs: 3, outputs: 3, rows: rows))
    }

    /// A residual block between two dense layers: 5 values in, `units` out.
    private func block(units: Int, _ extra: [String: Value] = [:]) -> [String: Value] {
        [
            "layers.1.type": "dense", "layers.1.units": 5, "layers.1.activation.name": "tanh",
            "layers.2.type": "residual", "layers.2.layers.1.type": "dense", "layers.2.layers.1.units": 4,
            "layers.2.layers.1.activation.name": "tanh", "layers.2.layers.2.type": "dense",
            "layers.2.layers.2.units": .integer(units), "layers.3.type": "dense",
        ].merging(extra) { $1 }
    }

    @Test("residual blocks with and without projection, with and without an activation", arguments: [5, 3])
    func residual(units: Int) throws {
        check(try problem(block(units: units), layers: 3, inputs: 4, outputs: 3, rows: 4))
        let smooth = block(units: units, ["layers.2.activation.name": "silu"])
        check(try problem(smooth, layers: 3, inputs: 4, outputs: 3, rows: 4))
    }

    @Test("residual blocks with batch norm and dropout inside, blocks in blocks, and blocks at both ends")
    func nested() throws {
        let regularized = block(
            units: 5,
            [
                "layers.2.layers.1.dropout": 0.25, "layers.2.layers.3.type": "batch_norm",
                "layers.2.layers.2.dropout": 0.1,
            ])
        check(try problem(regularized, layers: 3, inputs: 4, outputs: 3, rows: 6))
        let deep = block(
            units: 3,
            [
                "layers.2.layers.3.type": "residual", "layers.2.layers.3.layers.1.type": "layer_norm",
                "layers.2.layers.3.layers.2.type": "dense", "layers.2.layers.3.layers.2.units": 6,
            ])
        check(try problem(deep, layers: 3, inputs: 4, outputs: 3, rows: 5))
        let ends: [String: Value] = [
            "layers.1.type": "residual", "layers.1.layers.1.type": "dense", "layers.1.layers.1.units": 4,
            "layers.1.layers.1.activation.name": "tanh", "layers.2.type": "residual",
            "layers.2.layers.1.type": "activation", "layers.2.layers.1.activation.name": "tanh",
            "layers.2.layers.2.type": "dense", "layers.2.layers.2.units": 3,
        ]
        check(try problem(ends, layers: 2, inputs: 4, outputs: 3, rows: 4))
    }

    @Test("every weighted layer of a block has its own number, label and place")
    func nestedNames() throws {
        let network = try problem(block(units: 3), layers: 3, inputs: 4, outputs: 3, rows: 1).network
        #expect(network.weightedLayers.map(\.label) == ["1", "2.1", "2.2", "2", "3"])
        #expect(network.weightedLayers.map(\.name) == ["dense5", "dense4", "dense3", "projection3", "dense3"])
        #expect(network.weightedLayers.map(\.key)[1] == "layers.2.layers.1")
        #expect(Set(network.weightedLayers.map(\.number)).count == 5)
        #expect(network.namedBlocks.map(\.name)[2] == "2.1.dense4.weight")
    }

    @Test("a block without layers and a hidden layer without units are mistakes with their keys")
    func nestedMistakes() {
        let empty = #expect(throws: NetworkErrors.self) {
            _ = try problem(
                ["layers.1.type": "residual", "layers.2.type": "dense"], layers: 2, inputs: 4, outputs: 3, rows: 1)
        }
        #expect(empty?.all.first?.key == "layers.1")
        let unitless = #expect(throws: NetworkErrors.self) {
            _ = try problem(
                ["layers.1.type": "residual", "layers.1.layers.1.type": "dense"], layers: 1, inputs: 3, outputs: 3,
                rows: 1)
        }
        #expect(unitless?.all.first?.key == "layers.1.layers.1")
    }

    @Test("odd shapes: one row, one unit, one output", arguments: [(1, 1, 1), (1, 5, 2), (7, 1, 1), (3, 17, 33)])
    func oddShapes(rows: Int, inputs: Int, outputs: Int) throws {
        let settings: [String: Value] = [
            "layers.1.type": "dense", "layers.1.units": 1, "layers.1.activation.name": "tanh",
            "layers.2.type": "dense", "loss.name": "mse",
        ]
        check(try problem(settings, layers: 2, inputs: inputs, outputs: outputs, rows: rows))
    }

    @Test("accumulated gradients are the sum of the micro-batches' gradients")
    func accumulation() throws {
        let problem = try problem(layers("tanh"), layers: 3, inputs: 6, outputs: 3, rows: 4)
        _ = problem.lossAndGradient()
        let once = problem.network.arena.gradients.values
        var pass = Pass(isTraining: true, seed: 1, step: 3)
        pass.accumulates = true
        let outputs = problem.network.forward(problem.inputs, rows: 4, pass: pass)
        var gradient = [Float](repeating: 0, count: 12)
        gradient.withUnsafeMutableBufferPointer { gradient in
            _ = problem.loss.evaluate(
                outputs, gradient: gradient.baseAddress, classes: problem.classes, values: nil, rows: 4, width: 3,
                smoothing: 0.1, weights: nil, scale: 0.25)
        }
        problem.network.backward(&gradient, rows: 4, pass: pass)
        // 6, 5 and 4 inputs forward, 3, 4 and 5 units back, 4 rows twice.
        #expect(
            RoundingBound(terms: 6 + 5 + 4 + 3 + 4 + 5 + 8)
                .mismatch(problem.network.arena.gradients.values, once.map { 2 * Double($0) }) == nil)
    }

    @Test(
        "a scaled sigmoid without a range is a mistake with its key, wherever an activation stands",
        arguments: ["dense", "activation", "batch_norm", "layer_norm", "residual"])
    func rangeWithoutWidth(type: String) throws {
        func build(_ low: Value, _ high: Value) throws {
            _ = try Network(
                settings: Settings([
                    "layers.1.type": .word(type), "layers.1.units": 4, "layers.1.layers.1.type": "dense",
                    "layers.1.layers.1.units": 4, "layers.1.activation.name": "scaled_sigmoid",
                    "layers.1.activation.low": low, "layers.1.activation.high": high, "layers.2.type": "dense",
                ]), layerCount: 2, input: .vector(4), outputs: 2, loss: Loss(.squaredError))
        }
        // The second is no range in single precision.
        for (low, high) in [(3, 3), (1, 1.000000001)] as [(Value, Value)] {
            let error = #expect(throws: NetworkErrors.self) { try build(low, high) }
            #expect(error?.all.map(\.key) == ["layers.1.activation.high"])
        }
        try build(-1, 3)
    }

    @Test("mistakes in shapes are all named with their key")
    func mistakes() {
        let settings: [String: Value] = [
            "layers.1.type": "dense", "layers.2.type": "dense", "layers.2.units": 7,
        ]
        let error = #expect(throws: NetworkErrors.self) {
            try Network(
                settings: Settings(settings), layerCount: 2, input: .vector(4), outputs: 3, loss: Loss(.crossEntropy))
        }
        #expect(error?.all.first?.key == "layers.1")
    }
}
