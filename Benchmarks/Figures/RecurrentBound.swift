import Tensors

/// The bare matrix products of a recurrent layer of four gates with a dense layer on its last state: all inputs at once,
/// one product a step each way for the state, one for each gradient over all steps. The sequence's inputs need none.
final class RecurrentBound: MatrixBound {
    private let steps: Int
    private let rows: Int
    private let channels: Int
    private let units: Int
    private var columns: Int { 4 * units }
    private let inputs: FloatBuffer
    private let states: FloatBuffer
    private let gates: FloatBuffer
    private let weights: FloatBuffer
    private let recurrentWeights: FloatBuffer
    private let weightGradients: FloatBuffer
    private let recurrentGradients: FloatBuffer
    private let stateGradient: FloatBuffer
    private let head: SgemmBound

    init(steps: Int, rows: Int, channels: Int, units: Int, classes: Int) {
        self.steps = steps
        self.rows = rows
        self.channels = channels
        self.units = units
        let columns = 4 * units
        inputs = .noise(steps * rows * channels)
        states = .noise((steps + 1) * rows * units)
        gates = .noise(steps * rows * columns)
        weights = .noise(channels * columns)
        recurrentWeights = .noise(units * columns)
        weightGradients = .noise(channels * columns)
        recurrentGradients = .noise(units * columns)
        stateGradient = .noise(rows * units)
        head = SgemmBound(SgemmBound.Shape.dense(rows: rows, widths: [units, classes], isFirst: false))
    }

    /// Weights inputs × (gates · units).
    func runInputMajor() {
        let count = steps * rows
        multiply(inputs.base, weights.base, into: gates.base, m: count, n: columns, k: channels)
        for step in 0..<steps {
            multiply(
                states.base + step * rows * units, recurrentWeights.base, into: gates.base + step * rows * columns,
                m: rows, n: columns, k: units)
        }
        head.runInputMajor()
        for step in 0..<steps {
            multiply(
                gates.base + step * rows * columns, transposed: recurrentWeights.base, into: stateGradient.base,
                m: rows, n: units, k: columns)
        }
        multiply(transposed: inputs.base, gates.base, into: weightGradients.base, m: channels, n: columns, k: count)
        multiply(transposed: states.base, gates.base, into: recurrentGradients.base, m: units, n: columns, k: count)
    }

    /// Weights (gates · units) × inputs.
    func runOutputMajor() {
        let count = steps * rows
        multiply(inputs.base, transposed: weights.base, into: gates.base, m: count, n: columns, k: channels)
        for step in 0..<steps {
            multiply(
                states.base + step * rows * units, transposed: recurrentWeights.base,
                into: gates.base + step * rows * columns, m: rows, n: columns, k: units)
        }
        head.runOutputMajor()
        for step in 0..<steps {
            multiply(
                gates.base + step * rows * columns, recurrentWeights.base, into: stateGradient.base, m: rows, n: units,
                k: columns)
        }
        multiply(transposed: gates.base, inputs.base, into: weightGradients.base, m: columns, n: channels, k: count)
        multiply(transposed: gates.base, states.base, into: recurrentGradients.base, m: columns, n: units, k: count)
    }
}
