import Tensors
import Tunables

/// A recurrent layer: one cell step after step over a sequence, trained by backpropagation through time.
///
/// The inputs of all steps are multiplied by their weights at once, the state step by step, and so it goes back: the
/// gradients of both matrices are one product each over all steps. Weights are inputs × (gates · units) and units ×
/// (gates · units): a unit's incoming weights are columns.
final class RecurrentLayer<Cell: RecurrentCell>: Layer {
    let name: String
    let sequence: SequenceInput
    let output: RecurrentOutput
    let cell: Cell
    private let initializer: Initializer
    private let recurrentInitializer: Initializer
    /// How many steps back the gradient goes; 0 for all.
    var truncation = 0

    private var weights: UnsafeMutablePointer<Float>
    private var weightGradients: UnsafeMutablePointer<Float>
    private var recurrentWeights: UnsafeMutablePointer<Float>
    private var recurrentWeightGradients: UnsafeMutablePointer<Float>
    private var arena: ParameterArena?

    private var reservedRows = 0
    /// Step after step: the inputs, later their gradients; the states, the initial one first.
    private var inputs = FloatBuffer(count: 0)
    private var states = FloatBuffer(count: 0)
    /// Row after row, as the neighbors have it.
    private var everyState = FloatBuffer(count: 0)
    private var inputGradient = FloatBuffer(count: 0)
    private var stateGradient = FloatBuffer(count: 0)
    /// Uᵀ and Wᵀ: OpenBLAS multiplies by a transposed small matrix at half the speed.
    private let transposedRecurrent: FloatBuffer
    private let transposed: FloatBuffer

    init(
        name: String, sequence: SequenceInput, output: RecurrentOutput, cell: Cell, initializer: Initializer,
        recurrentInitializer: Initializer
    ) {
        self.name = name
        self.sequence = sequence
        self.output = output
        self.cell = cell
        self.initializer = initializer
        self.recurrentInitializer = recurrentInitializer
        transposedRecurrent = FloatBuffer(count: cell.units * cell.columns)
        transposed = FloatBuffer(count: sequence.isTokens ? 0 : sequence.channels * cell.columns)
        weights = transposed.base
        weightGradients = transposed.base
        recurrentWeights = transposed.base
        recurrentWeightGradients = transposed.base
    }

    var units: Int { cell.units }
    var inputWidth: Int { sequence.steps * sequence.channels }
    var outputWidth: Int { output == .last ? cell.units : sequence.steps * cell.units }

    var blocks: [ParameterBlock] {
        [
            ParameterBlock("weight", .weight, rows: sequence.weightRows, columns: cell.columns),
            ParameterBlock("recurrent_weight", .weight, rows: cell.units, columns: cell.columns),
        ] + cell.biases
    }

    func bind(_ blocks: ArraySlice<ParameterBlock>, arena: ParameterArena, statisticsOffset: Int) {
        guard blocks.count > 2, let first = blocks.first else { return }
        let second = blocks[blocks.startIndex + 1]
        self.arena = arena
        weights = arena.parameters(of: first)
        weightGradients = arena.gradients(of: first)
        recurrentWeights = arena.parameters(of: second)
        recurrentWeightGradients = arena.gradients(of: second)
        cell.bind(blocks.dropFirst(2), arena: arena)
    }

    func initialize(seed: UInt64, number: Int) {
        var random = RandomSource(seed: seed, stream: .weights, part: UInt32(truncatingIfNeeded: number))
        fill(weights, rows: sequence.weightRows, by: initializer, &random)
        fill(recurrentWeights, rows: cell.units, by: recurrentInitializer, &random)
        cell.initialize()
    }

    /// Each gate is a matrix of its own: an orthogonal one is orthogonal gate by gate.
    private func fill(
        _ matrix: UnsafeMutablePointer<Float>, rows: Int, by initializer: Initializer, _ random: inout RandomSource
    ) {
        let gate = UnsafeMutableBufferPointer<Float>.allocate(capacity: rows * cell.units)
        defer { gate.deallocate() }
        for number in 0..<Cell.gateCount {
            initializer.fill(gate, inputs: rows, outputs: cell.units, random: &random)
            for row in 0..<rows {
                for unit in 0..<cell.units {
                    matrix[row * cell.columns + number * cell.units + unit] = gate[row * cell.units + unit]
                }
            }
        }
    }

    func configure(_ values: Values, settings: Settings) { truncation = values.integer("truncate") ?? 0 }

    /// Inputs and their gradient, the states, and of each step the gates, what they remember and the output.
    var floatsPerRow: Int {
        let steps = sequence.steps + 1
        return 2 * inputWidth + outputWidth + steps * cell.units * (3 + 2 * Cell.gateCount)
    }

    func reserve(rows: Int) {
        guard rows > reservedRows else { return }
        reservedRows = rows
        inputs = FloatBuffer(count: rows * inputWidth)
        inputGradient = FloatBuffer(count: rows * inputWidth)
        states = FloatBuffer(count: (sequence.steps + 1) * rows * cell.units)
        stateGradient = FloatBuffer(count: rows * cell.units)
        if output == .every { everyState = FloatBuffer(count: rows * outputWidth) }
        cell.reserve(steps: sequence.steps, rows: rows)
    }

    func forward(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) -> UnsafePointer<Float> {
        let steps = sequence.steps
        let sums = cell.sums(states.base, rows: rows)
        ck_time_major(input, inputs.base, rows, steps, sequence.channels)
        if sequence.isTokens {
            // One-hot times a matrix is a row of it.
            ck_embed(inputs.base, weights, sums, steps * rows, sequence.tokens, cell.columns)
        } else {
            multiply(inputs.base, weights, into: sums, m: steps * rows, n: cell.columns, k: sequence.channels)
        }
        states.base.update(repeating: 0, count: rows * cell.units)
        cell.start(rows: rows)
        for step in 0..<steps {
            cell.forward(step: step, states: states.base, weights: recurrentWeights, rows: rows)
        }
        let size = rows * cell.units
        if output == .last { return UnsafePointer(states.base + steps * size) }
        ck_batch_major(states.base + size, everyState.base, rows, steps, cell.units)
        return UnsafePointer(everyState.base)
    }

    func backward(
        _ gradient: UnsafeMutablePointer<Float>, rows: Int, pass: Pass, wantsInputGradient: Bool
    ) -> UnsafeMutablePointer<Float>? {
        let steps = sequence.steps
        let isEvery = output == .every
        // What lies before the last cut has no gradient where only the last state is read.
        let first = !isEvery && truncation > 0 ? max(0, steps - truncation) : 0
        ck_transpose(recurrentWeights, transposedRecurrent.base, cell.units, cell.columns)
        cell.startBackward(rows: rows, accumulates: pass.accumulates)
        stateGradient.base.update(repeating: 0, count: rows * cell.units)
        for step in stride(from: steps - 1, through: first, by: -1) {
            let above = steps - 1 - step
            if truncation > 0, above > 0, above % truncation == 0 {
                stateGradient.base.update(repeating: 0, count: rows * cell.units)
                cell.cut(rows: rows)
            }
            let upstream = isEvery ? gradient + step * cell.units : above == 0 ? gradient : nil
            cell.backward(
                step: step, states: states.base, state: stateGradient.base, upstream: upstream,
                stride: isEvery ? outputWidth : cell.units, rows: rows)
            multiply(
                cell.recurrentGradients + step * rows * cell.columns, transposedRecurrent.base,
                into: stateGradient.base, m: rows, n: cell.units, k: cell.columns, accumulate: Cell.passesState)
        }
        addWeightGradients(from: first, rows: rows, accumulates: pass.accumulates)
        return wantsInputGradient ? inputGradient(from: first, rows: rows) : nil
    }

    private func addWeightGradients(from first: Int, rows: Int, accumulates: Bool) {
        let count = (sequence.steps - first) * rows
        let skipped = first * rows
        multiply(
            transposed: states.base + skipped * cell.units, cell.recurrentGradients + skipped * cell.columns,
            into: recurrentWeightGradients, m: cell.units, n: cell.columns, k: count, accumulate: accumulates)
        let gradients = cell.inputGradients + skipped * cell.columns
        let read = inputs.base + skipped * sequence.channels
        if sequence.isTokens {
            if !accumulates {
                weightGradients.update(repeating: 0, count: sequence.weightRows * cell.columns)
            }
            ck_embed_backward(read, gradients, weightGradients, count, sequence.tokens, cell.columns)
        } else {
            multiply(
                transposed: read, gradients, into: weightGradients, m: sequence.channels, n: cell.columns, k: count,
                accumulate: accumulates)
        }
    }

    /// Tokens have no gradient: it is zero.
    private func inputGradient(from first: Int, rows: Int) -> UnsafeMutablePointer<Float> {
        guard !sequence.isTokens else {
            inputGradient.base.update(repeating: 0, count: rows * inputWidth)
            return inputGradient.base
        }
        let skipped = first * rows
        let channels = sequence.channels
        inputs.base.update(repeating: 0, count: skipped * channels)
        ck_transpose(weights, transposed.base, channels, cell.columns)
        multiply(
            cell.inputGradients + skipped * cell.columns, transposed.base, into: inputs.base + skipped * channels,
            m: (sequence.steps - first) * rows, n: channels, k: cell.columns)
        ck_batch_major(inputs.base, inputGradient.base, rows, sequence.steps, channels)
        return inputGradient.base
    }
}
