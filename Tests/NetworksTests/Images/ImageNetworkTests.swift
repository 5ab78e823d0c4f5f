import Foundation
import Rounding
import Tensors
import Testing
import Tunables

@testable import Networks

@Suite("Networks of image layers")
struct ImageNetworkTests {
    private static let image = Shape.image(channels: 1, height: 8, width: 8)

    private func network(_ settings: [String: Value], layers: Int, input: Shape = image, outputs: Int = 3) throws
        -> Network
    {
        let network = try Network(
            settings: Settings(settings), layerCount: layers, input: input, outputs: outputs, loss: Loss(.crossEntropy))
        network.reserve(rows: 20)
        network.configure(Settings(settings))
        network.initialize(seed: 7)
        return network
    }

    private static let small: [String: Value] = [
        "layers.1.type": "conv2d", "layers.1.filters": 3, "layers.1.padding": 1, "layers.1.activation.name": "tanh",
        "layers.1.dropout": 0.2, "layers.2.type": "max_pool", "layers.3.type": "conv2d", "layers.3.filters": 5,
        "layers.3.kernel": 2, "layers.4.type": "batch_norm", "layers.4.activation.name": "gelu",
        "layers.5.type": "avg_pool", "layers.5.size": 3, "layers.5.stride": 2, "layers.5.padding": 1,
        "layers.6.type": "flatten", "layers.7.type": "activation", "layers.7.activation.name": "silu",
        "layers.8.type": "dense",
    ]

    @Test("convolutions, pools, norms, dropout and a dense layer against finite differences", arguments: [2, 16, 19])
    func finiteDifferences(rows: Int) throws {
        // A maximum that changes its place under the nudge has no slope; max pooling is held to its reference on its own.
        let network = try network(Self.small.merging(["layers.2.type": "avg_pool"]) { $1 }, layers: 8)
        checkGradients(network, rows: rows)
    }

    @Test(
        "residual blocks of images, with and without a strided projection, also as the first layer", arguments: [2, 19])
    func residualBlocks(rows: Int) throws {
        let settings: [String: Value] = [
            "layers.1.type": "residual", "layers.1.layers.1.type": "conv2d", "layers.1.layers.1.filters": 3,
            "layers.1.layers.1.padding": 1, "layers.1.layers.1.activation.name": "tanh",
            "layers.1.layers.1.dropout": 0.2, "layers.1.layers.2.type": "conv2d", "layers.1.layers.2.filters": 4,
            "layers.1.layers.2.padding": 1, "layers.1.layers.2.stride": 2, "layers.1.activation.name": "silu",
            "layers.2.type": "residual", "layers.2.layers.1.type": "batch_norm",
            "layers.2.layers.1.activation.name": "tanh", "layers.2.layers.2.type": "conv2d",
            "layers.2.layers.2.filters": 4, "layers.2.layers.2.padding": 1, "layers.3.type": "dense",
        ]
        let network = try network(settings, layers: 3)
        #expect(network.weightedLayers.map(\.name) == ["conv3×3×3", "conv3×3×4", "projection4", "conv3×3×4", "dense3"])
        checkGradients(network, rows: rows)
    }

    @Test("a block whose skip cannot follow is a mistake with its key")
    func unfollowable() {
        let settings: [String: Value] = [
            "layers.1.type": "residual", "layers.1.layers.1.type": "flatten", "layers.2.type": "dense",
        ]
        let error = #expect(throws: NetworkErrors.self) { _ = try network(settings, layers: 2) }
        #expect(error?.all.map(\.key) == ["layers.1"])
    }

    private func checkGradients(_ network: Network, rows: Int) {
        let inputs = noise(rows * 64, seed: 2).map(Float.init)
        let classes = (0..<rows).map { Int32($0 % 3) }
        let pass = Pass(isTraining: true, seed: 1, step: 3)
        func loss(backward: Bool) -> Double {
            let outputs = network.forward(inputs, rows: rows, pass: pass)
            var gradient = [Float](repeating: 0, count: rows * 3)
            let result = gradient.withUnsafeMutableBufferPointer {
                Loss(.crossEntropy).evaluate(
                    outputs, gradient: $0.baseAddress, classes: classes, values: nil, rows: rows, width: 3,
                    smoothing: 0, weights: nil, scale: 1 / Float(rows))
            }
            if backward { network.backward(&gradient, rows: rows, pass: pass) }
            return result.sum / Double(rows)
        }
        _ = loss(backward: true)
        let analytic = network.arena.gradients.values
        let parameters = network.arena.parameters.base
        // Some of each block.
        for block in network.arena.blocks {
            for index in stride(from: block.offset, to: block.offset + block.count, by: max(1, block.count / 12)) {
                let kept = parameters[index]
                let step: Float = 2e-3
                parameters[index] = kept + step
                let above = loss(backward: false)
                parameters[index] = kept - step
                let below = loss(backward: false)
                parameters[index] = kept
                let numeric = (above - below) / (2 * Double(step))
                #expect(
                    abs(numeric - Double(analytic[index])) < 4e-3 * max(0.1, abs(numeric)),
                    "\(block.name) of layer \(block.layerNumber), element \(index - block.offset)")
            }
        }
    }

    @Test("a row's outputs are the same alone and among others")
    func rowsAreIndependent() throws {
        let network = try network(Self.small, layers: 8)
        let inputs = noise(18 * 64, seed: 2).map(Float.init)
        let together = network.forward(inputs, rows: 18, pass: .evaluation)
        let all = Array(UnsafeBufferPointer(start: together, count: 18 * 3))
        for row in [0, 5, 17] {
            let alone = network.forward(Array(inputs[row * 64..<row * 64 + 64]), rows: 1, pass: .evaluation)
            // Windows of 9 and 12, a dense layer over 20.
            #expect(
                RoundingBound(terms: 9 + 12 + 20).mismatch(
                    UnsafeBufferPointer(start: alone, count: 3), all[row * 3..<row * 3 + 3].map(Double.init)) == nil)
        }
    }

    @Test("layers are named by what they do, and only those with weights are watched")
    func names() throws {
        let watched = try network(Self.small, layers: 8).weightedLayers
        #expect(watched.map(\.name) == ["conv3×3×3", "conv2×2×5", "dense3"])
        #expect(watched.map(\.number) == [1, 3, 8])
        #expect(watched.map(\.parameterCount) == [30, 65, 3 * 20 + 3])
        #expect(watched[1].weights[0].rows == 12)
        #expect(watched[1].weights[0].columns == 5)
    }

    @Test("a dense layer reads an image flat, as flatten would")
    func denseAfterImage() throws {
        var settings: [String: Value] = [
            "layers.1.type": "conv2d", "layers.1.filters": 4, "layers.1.kernel": 3, "layers.2.type": "dense",
        ]
        let direct = try network(settings, layers: 2)
        settings["layers.3.type"] = "dense"
        settings["layers.2.type"] = "flatten"
        let flattened = try network(settings, layers: 3)
        flattened.arena.parameters.copy(from: UnsafeBufferPointer(start: direct.arena.parameters.base, count: 10_000))
        let inputs = noise(20 * 64, seed: 9).map(Float.init)
        let one = Array(UnsafeBufferPointer(start: direct.forward(inputs, rows: 20, pass: .evaluation), count: 60))
        let two = Array(UnsafeBufferPointer(start: flattened.forward(inputs, rows: 20, pass: .evaluation), count: 60))
        #expect(one == two)
    }

    @Test("a filter starts with the variance that its inputs and outputs ask for")
    func initialVariance() throws {
        let settings: [String: Value] = [
            "layers.1.type": "conv2d", "layers.1.filters": 64, "layers.1.kernel": 5,
            "layers.1.activation.name": "tanh", "layers.1.init.name": "glorot_normal", "layers.2.type": "dense",
        ]
        let network = try network(settings, layers: 2, input: .image(channels: 3, height: 8, width: 8))
        let count = 3 * 25 * 64
        let variance =
            (0..<count).reduce(0.0) {
                $0 + Double(network.arena.parameters.base[$1]) * Double(network.arena.parameters.base[$1])
            } / Double(count)
        let expected = 2 / Double(25 * (3 + 64))
        #expect(abs(variance - expected) < 5 * expected * (2 / Double(count)).squareRoot())
    }

    @Test("a non-finite value is found in the row and layer it comes from")
    func nonFinite() throws {
        let network = try network(Self.small, layers: 8)
        var inputs = noise(18 * 64, seed: 2).map(Float.init)
        inputs[17 * 64 + 5] = .infinity
        let found = network.firstNonFiniteOutput(inputs, rows: 18, pass: .evaluation)
        #expect(found?.row == 17)
    }

    @Test(
        "mistakes are named with their key and a remedy",
        arguments: [
            (["layers.1.type": "dense", "layers.1.units": 9, "layers.2.type": "conv2d"], "layers.2.type", "flatten"),
            (["layers.1.type": "conv2d", "layers.1.kernel": 9], "layers.1.kernel", "at most 8"),
            (
                [
                    "layers.1.type": "conv2d", "layers.1.filters": 4096, "layers.2.type": "conv2d",
                    "layers.2.kernel": 5,
                    "layers.2.filters": 4096,
                ], "layers.2.filters", "memory"
            ),
            (["layers.1.type": "max_pool", "layers.1.size": 10], "layers.1.size", "does not fit"),
            (["layers.1.type": "avg_pool", "layers.1.padding": 2], "layers.1.padding", "half"),
            (
                ["layers.1.type": "conv2d", "layers.1.activation.name": "softmax", "layers.2.type": "dense"],
                "layers.1.activation.name", "dense"
            ),
        ] as [([String: Value], String, String)])
    func mistakes(settings: [String: Value], key: String, words: String) {
        let count = settings.keys.contains("layers.2.type") ? 2 : 1
        let error = #expect(throws: NetworkErrors.self) {
            try Network(
                settings: Settings(settings), layerCount: count, input: Self.image, outputs: 3,
                loss: Loss(.crossEntropy))
        }
        #expect(error?.all.first?.key == key)
        #expect(error?.all.first?.description.contains(words) == true, "\(error?.all.first?.description ?? "")")
    }

    @Test("images cannot be made of rows")
    func rowsAreNoImages() {
        let error = #expect(throws: NetworkErrors.self) {
            try network(["layers.1.type": "conv2d"], layers: 1, input: .vector(64))
        }
        #expect(error?.all.first?.description.contains("a row of 64 numbers") == true)
    }
}
