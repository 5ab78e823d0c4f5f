import Tensors
import Tunables

/// Layer normalization (Ba, Kiros & Hinton 2016): the features of a row to zero mean and unit variance, then a learned
/// gain and shift, then an activation. Training and evaluation are the same, and a batch of one row will do.
///
/// The features are all values of a row; in a sequence, the channels of each step.
public final class LayerNormLayer: Layer {
    public let name = "layer_norm"
    public let inputWidth: Int
    public var outputWidth: Int { inputWidth }
    /// Values that are normalized together.
    private let features: Int
    private let activation: Activation
    private var epsilon: Float = 1e-5

    private var gain: UnsafeMutablePointer<Float>
    private var shift: UnsafeMutablePointer<Float>
    private var gainGradients: UnsafeMutablePointer<Float>
    private var shiftGradients: UnsafeMutablePointer<Float>
    private var arena: ParameterArena?

    private var output = FloatBuffer(count: 0)
    private var preactivation: FloatBuffer?
    private var normalized = FloatBuffer(count: 0)
    private var inverse = FloatBuffer(count: 0)

    /// - Parameter features: values normalized together; a divisor of `width`.
    public init(width: Int, features: Int, activation: Activation = .identity) {
        inputWidth = width
        self.features = features
        self.activation = activation
        let nowhere = inverse.base
        gain = nowhere
        shift = nowhere
        gainGradients = nowhere
        shiftGradients = nowhere
    }

    public var blocks: [ParameterBlock] {
        [
            ParameterBlock("gain", .normalization, columns: features),
            ParameterBlock("shift", .normalization, columns: features),
        ]
    }

    public func bind(_ blocks: ArraySlice<ParameterBlock>, arena: ParameterArena, statisticsOffset: Int) {
        guard let first = blocks.first, let last = blocks.last else { return }
        self.arena = arena
        gain = arena.parameters(of: first)
        gainGradients = arena.gradients(of: first)
        shift = arena.parameters(of: last)
        shiftGradients = arena.gradients(of: last)
    }

    public func initialize(seed: UInt64, number: Int) {
        gain.update(repeating: 1, count: features)
        shift.update(repeating: 0, count: features)
    }

    public func reserve(rows: Int) {
        guard output.count < rows * inputWidth else { return }
        output = FloatBuffer(count: rows * inputWidth)
        normalized = FloatBuffer(count: rows * inputWidth)
        inverse = FloatBuffer(count: rows * inputWidth / features)
        preactivation = activation.needsInput ? FloatBuffer(count: rows * inputWidth) : nil
    }

    public func configure(_ values: Values, settings: Settings) { epsilon = values.float("epsilon") }

    public func forward(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) -> UnsafePointer<Float> {
        ck_layer_norm(
            input, output.base, normalized.base, inverse.base, gain, shift, rows * inputWidth / features, features,
            epsilon)
        ck_activate(
            activation.kind, output.base, preactivation?.base, nil, rows, inputWidth, activation.a, activation.b)
        return UnsafePointer(output.base)
    }

    public func backward(
        _ gradient: UnsafeMutablePointer<Float>, rows: Int, pass: Pass, wantsInputGradient: Bool
    ) -> UnsafeMutablePointer<Float>? {
        ck_activate_backward(
            activation.kind, gradient, output.base, preactivation?.base, nil, 0, rows, inputWidth, activation.a,
            activation.b)
        ck_layer_norm_backward(
            gradient, normalized.base, inverse.base, gain, gainGradients, shiftGradients, pass.accumulates ? 1 : 0,
            rows * inputWidth / features, features)
        return gradient
    }
}

extension LayerKind {
    static let layerNorm: LayerKind = .init(
        descriptor: Descriptor(
            "layer_norm", summary: "normalizes each sample over its features", reference: "Ba, Kiros & Hinton 2016",
            tunables: [.real("epsilon", default: 1e-5, in: .positive, scale: .log, help: "added to the variance")]),
        families: [.activation]
    ) { builder, place in
        let activation = builder.activation(at: place)
        let width = builder.shape.width
        let features = if case .sequence(_, let channels, _) = builder.shape { channels } else { width }
        builder.append(
            LayerNormLayer(width: width, features: max(1, features), activation: activation), of: .layerNorm, at: place,
            activation: activation, gives: builder.shape)
    }
}
