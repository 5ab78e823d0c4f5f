import Tensors
import Tunables

/// The plain recurrent unit (Elman 1990): h' = f(x·W + h·U + b), f tanh or relu.
final class RNNCell: RecurrentCell {
    static let gateCount = 1
    let units: Int
    private let activation: Activation
    private var bias: BiasPlace?
    private var arena: ParameterArena?
    private var gradients = FloatBuffer(count: 0)

    init(units: Int, activation: Activation) {
        self.units = units
        self.activation = activation
    }

    var biases: [ParameterBlock] { [ParameterBlock("bias", .bias, columns: units)] }
    var inputGradients: UnsafeMutablePointer<Float> { gradients.base }

    func bind(_ blocks: ArraySlice<ParameterBlock>, arena: ParameterArena) {
        self.arena = arena
        bias = blocks.first.map { BiasPlace($0, arena: arena) }
    }

    func initialize() { bias?.values.update(repeating: 0, count: units) }

    func reserve(steps: Int, rows: Int) { gradients = FloatBuffer(count: steps * rows * units) }

    /// The sums become the states in place.
    func sums(_ states: UnsafeMutablePointer<Float>, rows: Int) -> UnsafeMutablePointer<Float> { states + rows * units }

    func forward(step: Int, states: UnsafeMutablePointer<Float>, weights: UnsafePointer<Float>, rows: Int) {
        let before = states + step * rows * units
        let after = before + rows * units
        multiply(before, weights, into: after, m: rows, n: units, k: units, accumulate: true)
        ck_activate(activation.kind, after, nil, bias?.values, rows, units, activation.a, activation.b)
    }

    func startBackward(rows: Int, accumulates: Bool) { if !accumulates { bias?.clearGradients() } }

    func backward(
        step: Int, states: UnsafePointer<Float>, state: UnsafeMutablePointer<Float>,
        upstream: UnsafePointer<Float>?, stride: Int, rows: Int
    ) {
        guard let bias else { return }
        ck_rnn_backward(
            activation.kind == CK_RELU ? 1 : 0, states + (step + 1) * rows * units, state, upstream, stride,
            gradients.base + step * rows * units, bias.gradients, rows, units)
    }
}

extension LayerKind {
    static let rnn: LayerKind = .init(
        descriptor: Descriptor(
            "rnn", summary: "plain recurrent units: forget quickly, and their gradients vanish or explode over time",
            reference: "Elman 1990, \"Finding structure in time\"",
            tunables: [
                .choice("activation", default: "tanh", of: ["tanh", "relu"], change: .restart, help: "f of the state")
            ] + Tunable.recurrent),
        families: [.initializer, .recurrentInitializer]
    ) { builder, place in
        let values = builder.values(.rnn, at: place)
        let activation = Activations.activation(named: values.word("activation")) ?? .identity
        builder.addRecurrent(.rnn, at: place, activation: activation) { RNNCell(units: $0, activation: activation) }
    }
}
