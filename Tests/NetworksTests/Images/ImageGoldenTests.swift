import GoldenValues
import Rounding
import Testing
import Tunables

@testable import Networks

@Suite("Image layers against PyTorch")
struct ImageGoldenTests {
    private func expectClose(
        _ got: [Float], _ want: [Double], terms: Int, _ line: SourceLocation = #_sourceLocation
    ) {
        #expect(RoundingBound(terms: terms).mismatch(got, want) == nil, sourceLocation: line)
    }

    private func option(_ golden: Golden, _ key: String) -> Int? { golden.options[key].number.map { Int($0) } }

    /// PyTorch's filters × inputs as ours, inputs × filters.
    private func turned(_ theirs: [Double], filters: Int) -> [Double] {
        let inputs = theirs.count / filters
        return (0..<theirs.count).map { theirs[$0 % filters * inputs + $0 / filters] }
    }

    private func settings(_ golden: Golden, _ type: String, size: String) -> [String: Value] {
        var settings: [String: Value] = ["layers.1.type": .word(type), "layers.1.filters": 3]
        settings["layers.1.\(size)"] = option(golden, "kernel_size").map { .integer($0) }
        settings["layers.1.stride"] = option(golden, "stride").map { .integer($0) }
        settings["layers.1.padding"] = option(golden, "padding").map { .integer($0) }
        return settings
    }

    @Test("conv2d: output, input gradient, parameter gradients", arguments: ["conv2d_pad1", "conv2d_stride2"])
    func convolution(name: String) {
        let golden = Golden.file.layers[name]
        let stack = ImageStack(
            settings(golden, "conv2d", size: "kernel"), layers: 1, input: .image(channels: 2, height: 5, width: 5),
            rows: 2)
        stack[0] = turned(golden.parameters.weight.flattened, filters: 3).map(Float.init)
        stack[1] = golden.parameters.bias.flattened.map(Float.init)
        let (output, inputGradient) = stack.run(
            golden.inputs.flattened.map(Float.init), upstream: golden.upstream.flattened.map(Float.init))
        // A window of two channels forward, of three filters back, the places of two images for the parameters.
        let window = (option(golden, "kernel_size") ?? 0) * (option(golden, "kernel_size") ?? 0)
        let places = golden.outputs.flattened.count / 3
        expectClose(output, golden.outputs.flattened, terms: 2 * window)
        expectClose(inputGradient, golden.input_gradients.flattened, terms: 3 * window)
        expectClose(
            stack.gradient(0), turned(golden.parameter_gradients.weight.flattened, filters: 3), terms: places)
        expectClose(stack.gradient(1), golden.parameter_gradients.bias.flattened, terms: places)
    }

    @Test(
        "pooling: output and input gradient",
        arguments: [("maxpool2d_2", "max_pool"), ("maxpool2d_3_stride2_pad1", "max_pool"), ("avgpool2d_2", "avg_pool")])
    func pooling(name: String, type: String) {
        let golden = Golden.file.layers[name]
        var settings = settings(golden, type, size: "size")
        settings["layers.1.filters"] = nil
        let stack = ImageStack(
            settings, layers: 1, input: .image(channels: 2, height: 5, width: 5), rows: 2)
        let (output, inputGradient) = stack.run(
            golden.inputs.flattened.map(Float.init), upstream: golden.upstream.flattened.map(Float.init))
        let window = (option(golden, "kernel_size") ?? 0) * (option(golden, "kernel_size") ?? 0)
        expectClose(output, golden.outputs.flattened, terms: window)
        expectClose(inputGradient, golden.input_gradients.flattened, terms: window)
    }
}
