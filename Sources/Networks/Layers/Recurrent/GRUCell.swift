import Tensors
import Tunables

/// The gated recurrent unit (Cho et al. 2014) in PyTorch's form, gates in the order r, z, n.
///
/// The candidate needs two biases, since the reset gate multiplies one of them; the other gates make do with one.
final class GRUCell: RecurrentCell {
    static let gateCount = 3
    static let passesState = true
    let units: Int
    private var bias: BiasPlace?
    private var candidateBias: BiasPlace?
    private var arena: ParameterArena?
    private var gates = FloatBuffer(count: 0)
    /// What the state adds to the sums.
    private var recurrent = FloatBuffer(count: 0)

    init(units: Int) { self.units = units }

    var biases: [ParameterBlock] {
        [
            ParameterBlock("bias", .bias, columns: columns),
            ParameterBlock("recurrent_bias", .bias, columns: units),
        ]
    }
    var inputGradients: UnsafeMutablePointer<Float> { gates.base }
    var recurrentGradients: UnsafeMutablePointer<Float> { recurrent.base }

    func bind(_ blocks: ArraySlice<ParameterBlock>, arena: ParameterArena) {
        self.arena = arena
        bias = blocks.first.map { BiasPlace($0, arena: arena) }
        candidateBias = blocks.last.map { BiasPlace($0, arena: arena) }
    }

    func initialize() {
        bias?.values.update(repeating: 0, count: columns)
        candidateBias?.values.update(repeating: 0, count: units)
    }

    func reserve(steps: Int, rows: Int) {
        gates = FloatBuffer(count: steps * rows * columns)
        recurrent = FloatBuffer(count: steps * rows * columns)
    }

    func sums(_ states: UnsafeMutablePointer<Float>, rows: Int) -> UnsafeMutablePointer<Float> { gates.base }

    func forward(step: Int, states: UnsafeMutablePointer<Float>, weights: UnsafePointer<Float>, rows: Int) {
        guard let bias, let candidateBias else { return }
        let before = states + step * rows * units
        let place = step * rows * columns
        multiply(before, weights, into: recurrent.base + place, m: rows, n: columns, k: units)
        ck_gru(
            gates.base + place, recurrent.base + place, bias.values, candidateBias.values, before,
            before + rows * units, rows, units)
    }

    func startBackward(rows: Int, accumulates: Bool) {
        guard !accumulates else { return }
        bias?.clearGradients()
        candidateBias?.clearGradients()
    }

    func backward(
        step: Int, states: UnsafePointer<Float>, state: UnsafeMutablePointer<Float>,
        upstream: UnsafePointer<Float>?, stride: Int, rows: Int
    ) {
        guard let bias, let candidateBias else { return }
        let place = step * rows * columns
        ck_gru_backward(
            gates.base + place, recurrent.base + place, states + step * rows * units, state, upstream, stride,
            bias.gradients, candidateBias.gradients, rows, units)
    }
}

extension LayerKind {
    static let gru: LayerKind = .init(
        descriptor: Descriptor(
            "gru", summary: "gated recurrent units: almost an lstm, with a quarter fewer weights",
            reference: "Cho et al. 2014", tunables: Tunable.recurrent),
        families: [.initializer, .recurrentInitializer]
    ) { builder, place in builder.addRecurrent(.gru, at: place) { GRUCell(units: $0) } }
}
