import GoldenValues
import Rounding
import Tensors
import Testing
import Tunables

@testable import Networks

@Suite("Layers against PyTorch")
struct LayerTests {
    /// The cases are small: sums over at most 12 numbers, normalized ones on top of a mean and a variance.
    private func expectClose(
        _ got: some Sequence<Float>, _ want: [Double], terms: Int = 12, _ line: SourceLocation = #_sourceLocation
    ) {
        #expect(RoundingBound(terms: terms).mismatch(got, want) == nil, sourceLocation: line)
    }

    private func values(_ pointer: UnsafePointer<Float>, _ count: Int) -> [Float] {
        Array(UnsafeBufferPointer(start: pointer, count: count))
    }

    @Test("dense: output, input gradient, parameter gradients")
    func dense() throws {
        let golden = Golden.file.layers.linear
        let layer = DenseLayer(inputWidth: 4, units: 3)
        let arena = ParameterArena(blocks: layer.blocks, statisticsCount: 0)
        layer.bind(arena.blocks[...], arena: arena, statisticsOffset: 0)
        layer.reserve(rows: 2)
        // PyTorch keeps outputs × inputs, we inputs × outputs.
        let theirs = golden.parameters.weight.flattened
        for i in 0..<4 { for o in 0..<3 { arena.parameters.base[i * 3 + o] = Float(theirs[o * 4 + i]) } }
        let bias = golden.parameters.bias.flattened
        for o in 0..<3 { arena.parameters(of: arena.blocks[1])[o] = Float(bias[o]) }

        let inputs = golden.inputs.flattened.map(Float.init)
        let output = layer.forward(inputs, rows: 2, pass: .evaluation)
        expectClose(values(output, 6), golden.outputs.flattened)
        var upstream = golden.upstream.flattened.map(Float.init)
        let below = try #require(
            layer.backward(&upstream, rows: 2, pass: .evaluation, wantsInputGradient: true))
        expectClose(values(below, 8), golden.input_gradients.flattened)
        let gradient = golden.parameter_gradients.weight.flattened
        expectClose(values(arena.gradients.base, 12), (0..<12).map { gradient[$0 % 3 * 4 + $0 / 3] })
        expectClose(
            values(arena.gradients(of: arena.blocks[1]), 3), golden.parameter_gradients.bias.flattened)
    }

    private func batchNorm(_ golden: Golden) -> (BatchNormLayer, ParameterArena) {
        let layer = BatchNormLayer(width: 3)
        let arena = ParameterArena(blocks: layer.blocks, statisticsCount: layer.statisticsCount)
        layer.bind(arena.blocks[...], arena: arena, statisticsOffset: 0)
        layer.reserve(rows: 8)
        layer.initialize(seed: 0, number: 1)
        let gain = golden.parameters.weight.flattened
        let shift = golden.parameters.bias.flattened
        for c in 0..<3 {
            arena.parameters(of: arena.blocks[0])[c] = Float(gain[c])
            arena.parameters(of: arena.blocks[1])[c] = Float(shift[c])
        }
        return (layer, arena)
    }

    @Test("batch norm in training: output, gradients, running statistics over two batches")
    func batchNormTraining() throws {
        let golden = Golden.file.layers.batchnorm1d_train
        let (layer, arena) = batchNorm(golden)
        let pass = Pass(isTraining: true)
        let inputs = golden.inputs.flattened.map(Float.init)
        let rows = inputs.count / 3
        expectClose(values(layer.forward(inputs, rows: rows, pass: pass), inputs.count), golden.outputs.flattened)
        var upstream = golden.upstream.flattened.map(Float.init)
        let below = try #require(layer.backward(&upstream, rows: rows, pass: pass, wantsInputGradient: true))
        expectClose(values(below, inputs.count), golden.input_gradients.flattened)
        expectClose(values(arena.gradients(of: arena.blocks[0]), 3), golden.parameter_gradients.weight.flattened)
        expectClose(values(arena.gradients(of: arena.blocks[1]), 3), golden.parameter_gradients.bias.flattened)
        let statistics = golden.running_after
        expectClose(arena.statistics.values, statistics.mean.flattened + statistics["var"].flattened)

        let second = golden.second_batch.flattened.map(Float.init)
        _ = layer.forward(second, rows: second.count / 3, pass: pass)
        let after = golden.running_after_second
        expectClose(arena.statistics.values, after.mean.flattened + after["var"].flattened)
    }

    @Test("batch norm in evaluation uses the running statistics")
    func batchNormEvaluation() {
        let training = Golden.file.layers.batchnorm1d_train
        let golden = Golden.file.layers.batchnorm1d_eval
        let (layer, arena) = batchNorm(golden)
        arena.statistics.values =
            (training.running_after_second.mean.flattened + training.running_after_second["var"].flattened)
            .map(Float.init)
        let inputs = golden.inputs.flattened.map(Float.init)
        let output = values(layer.forward(inputs, rows: inputs.count / 3, pass: .evaluation), inputs.count)
        expectClose(output, golden.outputs.flattened, terms: 24)
    }

    @Test(
        "layer norm: output, input gradient, gain and shift over a row or each step of a sequence", arguments: [1, 3])
    func layerNorm(steps: Int) throws {
        // PyTorch's case is one batch of three rows; as a sequence it is one row of three steps.
        let golden = Golden.file.layers.layernorm
        let layer = LayerNormLayer(width: 4 * steps, features: 4)
        let arena = ParameterArena(blocks: layer.blocks, statisticsCount: 0)
        layer.bind(arena.blocks[...], arena: arena, statisticsOffset: 0)
        layer.reserve(rows: 3 / steps)
        layer.initialize(seed: 0, number: 1)
        arena.parameters(of: arena.blocks[0]).update(from: golden.parameters.weight.flattened.map(Float.init), count: 4)
        arena.parameters(of: arena.blocks[1]).update(from: golden.parameters.bias.flattened.map(Float.init), count: 4)
        let inputs = golden.inputs.flattened.map(Float.init)
        let output = layer.forward(inputs, rows: 3 / steps, pass: Pass(isTraining: true))
        #expect(golden.outputs.flattened.count == 12)
        expectClose(values(output, 12), golden.outputs.flattened)
        var upstream = golden.upstream.flattened.map(Float.init)
        let below = try #require(
            layer.backward(&upstream, rows: 3 / steps, pass: Pass(isTraining: true), wantsInputGradient: true))
        expectClose(values(below, 12), golden.input_gradients.flattened)
        expectClose(values(arena.gradients(of: arena.blocks[0]), 4), golden.parameter_gradients.weight.flattened)
        expectClose(values(arena.gradients(of: arena.blocks[1]), 4), golden.parameter_gradients.bias.flattened)
    }

    @Test("dropout keeps the mean, drops the share it is told, repeats itself, and is no-one's business at evaluation")
    func dropout() {
        let count = 100_000
        let layer = DropoutLayer(width: count, part: 3)
        layer.setRate(0.3)
        layer.reserve(rows: 1)
        let ones = [Float](repeating: 1, count: count)
        let pass = Pass(isTraining: true, seed: 4, step: 10)
        let dropped = values(layer.forward(ones, rows: 1, pass: pass), count)
        let mean = dropped.reduce(0.0) { $0 + Double($1) } / Double(count)
        #expect(abs(mean - 1) < 5 * (0.3 / 0.7 / Double(count)).squareRoot())
        #expect(Set(dropped) == [0, 1 / (1 - 0.3)])
        #expect(values(layer.forward(ones, rows: 1, pass: pass), count) == dropped)
        var upstream = ones
        _ = layer.backward(&upstream, rows: 1, pass: pass, wantsInputGradient: true)
        #expect(upstream == dropped)
        var other = pass
        other.step = 11
        #expect(values(layer.forward(ones, rows: 1, pass: other), count) != dropped)
        #expect(values(layer.forward(ones, rows: 1, pass: .evaluation), count) == ones)
        other.isDropoutEnabled = false
        #expect(values(layer.forward(ones, rows: 1, pass: other), count) == ones)
    }
}
