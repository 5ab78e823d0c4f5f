import Tensors
import Tunables

/// Long short-term memory (Hochreiter & Schmidhuber 1997; forget gate: Gers et al. 2000): a cell that is added to, not
/// multiplied through, so that gradients survive many steps. PyTorch's equations and order of gates: i, f, g, o.
///
/// One bias serves where PyTorch has two, whose sum alone matters.
final class LSTMCell: RecurrentCell {
    static let gateCount = 4
    let units: Int
    private let forgetBias: Float
    private var bias: BiasPlace?
    private var arena: ParameterArena?
    private var gates = FloatBuffer(count: 0)
    private var squashed = FloatBuffer(count: 0)
    /// The cells of all steps, the initial ones first, and dL/d(cell) of the step at hand.
    private(set) var cells = FloatBuffer(count: 0)
    private(set) var cellGradient = FloatBuffer(count: 0)

    /// - Parameter forgetBias: the forget gate's bias at the start; 1 lets a fresh cell remember (Gers et al. 2000).
    init(units: Int, forgetBias: Float = 1) {
        self.units = units
        self.forgetBias = forgetBias
    }

    var biases: [ParameterBlock] { [ParameterBlock("bias", .bias, columns: columns)] }
    var inputGradients: UnsafeMutablePointer<Float> { gates.base }

    func bind(_ blocks: ArraySlice<ParameterBlock>, arena: ParameterArena) {
        self.arena = arena
        bias = blocks.first.map { BiasPlace($0, arena: arena) }
    }

    func initialize() {
        guard let bias else { return }
        bias.values.update(repeating: 0, count: columns)
        (bias.values + units).update(repeating: forgetBias, count: units)
    }

    func reserve(steps: Int, rows: Int) {
        gates = FloatBuffer(count: steps * rows * columns)
        squashed = FloatBuffer(count: steps * rows * units)
        cells = FloatBuffer(count: (steps + 1) * rows * units)
        cellGradient = FloatBuffer(count: rows * units)
    }

    func sums(_ states: UnsafeMutablePointer<Float>, rows: Int) -> UnsafeMutablePointer<Float> { gates.base }

    func start(rows: Int) { cells.base.update(repeating: 0, count: rows * units) }

    func forward(step: Int, states: UnsafeMutablePointer<Float>, weights: UnsafePointer<Float>, rows: Int) {
        guard let bias else { return }
        let place = step * rows * units
        let size = rows * units
        let sums = gates.base + step * rows * columns
        multiply(states + place, weights, into: sums, m: rows, n: columns, k: units, accumulate: true)
        ck_lstm(
            sums, bias.values, cells.base + place, cells.base + place + size, squashed.base + place,
            states + place + size, rows, units)
    }

    func startBackward(rows: Int, accumulates: Bool) {
        cut(rows: rows)
        if !accumulates { bias?.clearGradients() }
    }

    func cut(rows: Int) { cellGradient.base.update(repeating: 0, count: rows * units) }

    func backward(
        step: Int, states: UnsafePointer<Float>, state: UnsafeMutablePointer<Float>,
        upstream: UnsafePointer<Float>?, stride: Int, rows: Int
    ) {
        guard let bias else { return }
        let place = step * rows * units
        ck_lstm_backward(
            gates.base + step * rows * columns, cells.base + place, squashed.base + place, state, upstream, stride,
            cellGradient.base, bias.gradients, rows, units)
    }
}

extension LayerKind {
    static let lstm: LayerKind = .init(
        descriptor: Descriptor(
            "lstm", summary: "recurrent units with a gated memory: gradients survive many steps",
            reference: "Hochreiter & Schmidhuber 1997, \"Long short-term memory\"",
            tunables: [
                .real(
                    "forget_bias", default: 1, in: Bounds(-100, 100), change: .restart,
                    help: "the forget gate's bias at the start; large remembers")
            ] + Tunable.recurrent),
        families: [.initializer, .recurrentInitializer]
    ) { builder, place in
        let forgetBias = builder.values(.lstm, at: place).float("forget_bias")
        builder.addRecurrent(.lstm, at: place) { LSTMCell(units: $0, forgetBias: forgetBias) }
    }
}
