import Tensors
import Tunables

/// Batch normalization (Ioffe & Szegedy 2015): each feature to zero mean and unit variance over the batch, then a learned
/// gain and shift, then an activation. After a dense layer without activation it normalizes *before* the activation;
/// after one with activation, *after* it.
///
/// Evaluation uses running statistics; the running variance is the unbiased one, as PyTorch keeps it.
public final class BatchNormLayer: Layer {
    public let name = "batch_norm"
    public let inputWidth: Int
    public var outputWidth: Int { inputWidth }
    private let activation: Activation
    private var momentum: Float = 0.1
    private var epsilon: Float = 1e-5

    private var gain: UnsafeMutablePointer<Float>
    private var shift: UnsafeMutablePointer<Float>
    private var gainGradients: UnsafeMutablePointer<Float>
    private var shiftGradients: UnsafeMutablePointer<Float>
    private var runningMean: UnsafeMutablePointer<Float>
    private var runningVariance: UnsafeMutablePointer<Float>
    private var arena: ParameterArena?

    private var output = FloatBuffer(count: 0)
    private var preactivation: FloatBuffer?
    private var normalized = FloatBuffer(count: 0)
    private let inverse: FloatBuffer

    public init(width: Int, activation: Activation = .identity) {
        inputWidth = width
        self.activation = activation
        inverse = FloatBuffer(count: width)
        let nowhere = inverse.base
        gain = nowhere
        shift = nowhere
        gainGradients = nowhere
        shiftGradients = nowhere
        runningMean = nowhere
        runningVariance = nowhere
    }

    public var blocks: [ParameterBlock] {
        [
            ParameterBlock("gain", .normalization, columns: inputWidth),
            ParameterBlock("shift", .normalization, columns: inputWidth),
        ]
    }

    public var statisticsCount: Int { 2 * inputWidth }
    public let needsSeveralRows = true

    public func bind(_ blocks: ArraySlice<ParameterBlock>, arena: ParameterArena, statisticsOffset: Int) {
        guard let first = blocks.first, let last = blocks.last else { return }
        self.arena = arena
        gain = arena.parameters(of: first)
        gainGradients = arena.gradients(of: first)
        shift = arena.parameters(of: last)
        shiftGradients = arena.gradients(of: last)
        runningMean = arena.statistics.base + statisticsOffset
        runningVariance = runningMean + inputWidth
    }

    public func initialize(seed: UInt64, number: Int) {
        gain.update(repeating: 1, count: inputWidth)
        shift.update(repeating: 0, count: inputWidth)
        runningMean.update(repeating: 0, count: inputWidth)
        runningVariance.update(repeating: 1, count: inputWidth)
    }

    public func reserve(rows: Int) {
        guard output.count < rows * inputWidth else { return }
        output = FloatBuffer(count: rows * inputWidth)
        normalized = FloatBuffer(count: rows * inputWidth)
        preactivation = activation.needsInput ? FloatBuffer(count: rows * inputWidth) : nil
    }

    public func configure(_ values: Values, settings: Settings) {
        momentum = values.float("momentum")
        epsilon = values.float("epsilon")
    }

    public func forward(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) -> UnsafePointer<Float> {
        if pass.isTraining {
            ck_batch_norm(
                input, output.base, normalized.base, inverse.base, gain, shift, runningMean, runningVariance, rows,
                inputWidth, pass.statisticsMomentum ?? momentum, epsilon)
        } else {
            ck_batch_norm_evaluate(
                input, output.base, gain, shift, runningMean, runningVariance, rows, inputWidth, epsilon)
        }
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
        ck_batch_norm_backward(
            gradient, gradient, normalized.base, inverse.base, gain, gainGradients, shiftGradients,
            pass.accumulates ? 1 : 0, rows, inputWidth)
        return gradient
    }
}

extension LayerKind {
    static let batchNorm: LayerKind = .init(
        descriptor: Descriptor(
            "batch_norm", summary: "normalizes each feature over the batch", reference: "Ioffe & Szegedy 2015",
            tunables: [
                .real("momentum", default: 0.1, in: .unit, help: "how fast running statistics follow"),
                .real("epsilon", default: 1e-5, in: .positive, scale: .log, help: "added to the variance"),
            ]),
        families: [.activation]
    ) { builder, place in
        let activation = builder.activation(at: place)
        builder.append(
            BatchNormLayer(width: builder.shape.width, activation: activation), of: .batchNorm, at: place,
            activation: activation, gives: builder.shape)
    }
}
