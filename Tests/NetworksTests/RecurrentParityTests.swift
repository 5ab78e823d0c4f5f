import GoldenValues
import Rounding
import Tensors
import Testing
import Tunables

@testable import Networks

@Suite("Recurrent layers against PyTorch and the reference")
struct RecurrentParityTests {
    private func expectClose(
        _ got: some Sequence<Float>, _ want: some Sequence<Double>, terms: Int, scale: Double = 1,
        _ line: SourceLocation = #_sourceLocation
    ) {
        #expect(RoundingBound(terms: terms, scale: scale).mismatch(got, want) == nil, sourceLocation: line)
    }

    private func values(_ pointer: UnsafePointer<Float>, _ count: Int) -> [Float] {
        Array(UnsafeBufferPointer(start: pointer, count: count))
    }

    private func cell(_ kind: RecurrentReference.Kind, units: Int) -> any RecurrentCell {
        switch kind {
        case .tanh: RNNCell(units: units, activation: Activations.activation(named: "tanh") ?? .identity)
        case .relu: RNNCell(units: units, activation: Activations.activation(named: "relu") ?? .identity)
        case .lstm: LSTMCell(units: units)
        case .gru: GRUCell(units: units)
        }
    }

    @Test(
        "the cells give PyTorch's outputs and gradients, one step and whole sequences", arguments: RecurrentGolden.all)
    func golden(name: String) throws {
        let golden = RecurrentGolden(name)
        let reference = golden.reference
        let (steps, rows, units) = (reference.steps, reference.rows, reference.units)
        let cell = cell(golden.kind, units: units)
        let columns = cell.columns
        // The sums of each step forward, then also of each step back, then also over rows.
        let forward = steps * (reference.channels + units)
        let back = forward + steps * columns
        let over = back + steps * rows
        let arena = ParameterArena(blocks: cell.biases, statisticsCount: 0)
        cell.bind(arena.blocks[...], arena: arena)
        for (block, values) in zip(arena.blocks, [reference.bias, reference.candidateBias]) {
            for (index, value) in values.enumerated() { arena.parameters(of: block)[index] = Float(value) }
        }
        cell.reserve(steps: steps, rows: rows)
        let size = rows * units
        let states = FloatBuffer(count: (steps + 1) * size)
        states.values = reference.state.map(Float.init)
        let inputs = reference.inputs.map(Float.init)
        let weights = reference.weights.map(Float.init)
        multiply(
            inputs, weights, into: cell.sums(states.base, rows: rows), m: steps * rows, n: columns,
            k: reference.channels)
        cell.start(rows: rows)
        if let lstm = cell as? LSTMCell {
            for (index, value) in reference.cell.enumerated() { lstm.cells.base[index] = Float(value) }
        }
        let recurrent = reference.recurrent.map(Float.init)
        for step in 0..<steps { cell.forward(step: step, states: states.base, weights: recurrent, rows: rows) }
        expectClose(states.values.dropFirst(size), golden.states, terms: forward)
        if let lstm = cell as? LSTMCell { expectClose(lstm.cells.values.suffix(size), golden.cell, terms: forward) }

        cell.startBackward(rows: rows, accumulates: false)
        if let lstm = cell as? LSTMCell, let signal = golden.cellUpstream {
            for (index, value) in signal.enumerated() { lstm.cellGradient.base[index] = Float(value) }
        }
        let upstream = golden.upstream.map(Float.init)
        let state = FloatBuffer(count: size)
        for step in (0..<steps).reversed() {
            upstream.withUnsafeBufferPointer { signal in
                cell.backward(
                    step: step, states: states.base, state: state.base,
                    upstream: signal.baseAddress.map { $0 + step * size },
                    stride: units, rows: rows)
            }
            multiply(
                cell.recurrentGradients + step * rows * columns, transposed: recurrent, into: state.base, m: rows,
                n: units, k: columns, accumulate: type(of: cell).passesState)
        }
        expectClose(state.values, golden.stateGradient, terms: back)
        if let lstm = cell as? LSTMCell {
            expectClose(lstm.cellGradient.values, golden.cellGradient, terms: back)
        }
        var gradients = [Float](repeating: 0, count: weights.count)
        multiply(
            transposed: inputs, cell.inputGradients, into: &gradients, m: reference.channels, n: columns,
            k: steps * rows)
        expectClose(gradients, golden.weightGradients, terms: over)
        expectClose(values(arena.gradients(of: arena.blocks[0]), columns), golden.biasGradients, terms: over)
        if golden.kind == .gru {
            expectClose(
                values(arena.gradients(of: arena.blocks[1]), units), golden.candidateBiasGradients, terms: over)
        }
    }

    static let shapes: [[Int]] = [
        // steps, rows, channels, units, truncation
        [1, 1, 1, 1, 0], [1, 3, 2, 5, 0], [6, 1, 1, 1, 0], [5, 3, 2, 7, 0], [9, 2, 3, 17, 4], [6, 2, 1, 3, 2],
        [4, 2, 2, 3, 1], [3, 2, 2, 3, 9], [12, 33, 5, 16, 0],
    ]

    private func layer(_ reference: RecurrentReference, output: RecurrentOutput) -> any Layer {
        func make<Cell: RecurrentCell>(_ cell: Cell) -> any Layer {
            let layer = RecurrentLayer(
                name: "recurrent", sequence: SequenceInput(steps: reference.steps, channels: reference.channels),
                output: output, cell: cell, initializer: .automatic, recurrentInitializer: .automatic)
            layer.truncation = reference.truncation
            return layer
        }
        return make(cell(reference.kind, units: reference.units))
    }

    /// Row after row from step after step.
    private func byRow(_ x: [Double], steps: Int, rows: Int) -> [Double] {
        let width = x.count / steps / rows
        var result: [Double] = []
        for row in 0..<rows {
            for step in 0..<steps {
                let start = (step * rows + row) * width
                result += x[start..<start + width]
            }
        }
        return result
    }

    @Test(
        "layers follow the reference forward and back, every step or the last, truncated or not",
        arguments: RecurrentReference.Kind.allCases, shapes)
    func reference(kind: RecurrentReference.Kind, shape: [Int]) throws {
        let (steps, rows, units) = (shape[0], shape[1], shape[3])
        let reference = RecurrentReference(
            kind, steps: steps, rows: rows, channels: shape[2], units: units, truncation: shape[4], scale: 0.3)
        for output in RecurrentOutput.allCases {
            let layer = layer(reference, output: output)
            let arena = ParameterArena(blocks: layer.blocks, statisticsCount: 0)
            layer.bind(arena.blocks[...], arena: arena, statisticsOffset: 0)
            let parameters = [reference.weights, reference.recurrent, reference.bias, reference.candidateBias]
            for (block, values) in zip(arena.blocks, parameters) {
                for (index, value) in values.enumerated() { arena.parameters(of: block)[index] = Float(value) }
            }
            // Room for more rows than come, as in the last batch of an epoch.
            layer.reserve(rows: rows + 3)
            var random = RandomSource(seed: 9, stream: .generator)
            let count = rows * layer.outputWidth
            let signal = (0..<count).map { _ in Double(Float(random.normal())) }
            var upstream = [Double](repeating: 0, count: steps * rows * units)
            for row in 0..<rows {
                for unit in 0..<units {
                    for step in output == .last ? steps - 1..<steps : 0..<steps {
                        let own = output == .last ? unit : step * units + unit
                        upstream[(step * rows + row) * units + unit] = signal[row * layer.outputWidth + own]
                    }
                }
            }
            let want = reference.run(upstream: upstream)
            let inputs = byRow(reference.inputs, steps: steps, rows: rows).map(Float.init)
            var pass = Pass(isTraining: true)
            // Twice, the second time adding up.
            for round in 1...2 {
                pass.accumulates = round == 2
                let got = values(layer.forward(inputs, rows: rows, pass: pass), count)
                let states =
                    output == .last ? Array(want.states.suffix(count)) : byRow(want.states, steps: steps, rows: rows)
                let forward = steps * (reference.channels + units)
                let back = forward + steps * reference.columns
                expectClose(got, states, terms: forward)
                var gradient = signal.map(Float.init)
                let below = try #require(layer.backward(&gradient, rows: rows, pass: pass, wantsInputGradient: true))
                expectClose(
                    values(below, inputs.count), byRow(want.inputGradients, steps: steps, rows: rows), terms: back)
                let gradients = [
                    want.weightGradients, want.recurrentGradients, want.biasGradients, want.candidateBiasGradients,
                ]
                for (block, expected) in zip(arena.blocks, gradients) {
                    expectClose(
                        values(arena.gradients(of: block), block.count), expected.map { $0 * Double(round) },
                        terms: back + steps * rows * round)
                }
            }
        }
    }
}
