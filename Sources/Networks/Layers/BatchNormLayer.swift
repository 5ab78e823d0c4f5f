import Tensors
import Tunables

/// Batch normalization (Ioffe & Szegedy 2015): each feature to zero mean and unit variance over the batch, then a learned
/// gain and shift, then an activation. Of images each channel is one feature, over all samples and places. After a dense layer without activation it normalizes *before* the activation;
/// after one with activation, *after* it.
///
/// Evaluation uses running statistics; the running variance is the unbiased one, as PyTorch keeps it.
public final class BatchNormLayer: Layer {
    public let name = "batch_norm"
    public let inputWidth: Int
    public var outputWidth: Int { inputWidth }
    public let layout: BatchLayout
    /// What is normalized: numbers of a row, or channels of an image of so many places.
    private let features: Int
    private let places: Int
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

    /// - Parameter channels: of images; `nil` normalizes each number of a row.
    public init(width: Int, channels: Int? = nil, activation: Activation = .identity) {
        inputWidth = width
        layout = channels == nil ? .rows : .interleaved
        features = channels ?? width
        places = width / max(1, features)
        self.activation = activation
        inverse = FloatBuffer(count: features)
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
            ParameterBlock("gain", .normalization, columns: features),
            ParameterBlock("shift", .normalization, columns: features),
        ]
    }

    public var statisticsCount: Int { 2 * features }
    /// An image of several places has a variance of its own.
    public var needsSeveralRows: Bool { places == 1 }

    public func bind(_ blocks: ArraySlice<ParameterBlock>, arena: ParameterArena, statisticsOffset: Int) {
        guard let first = blocks.first, let last = blocks.last else { return }
        self.arena = arena
        gain = arena.parameters(of: first)
        gainGradients = arena.gradients(of: first)
        shift = arena.parameters(of: last)
        shiftGradients = arena.gradients(of: last)
        runningMean = arena.statistics.base + statisticsOffset
        runningVariance = runningMean + features
    }

    public func initialize(seed: UInt64, number: Int) {
        gain.update(repeating: 1, count: features)
        shift.update(repeating: 0, count: features)
        runningMean.update(repeating: 0, count: features)
        runningVariance.update(repeating: 1, count: features)
    }

    public func reserve(rows: Int) {
        let rows = layout.filled(rows)
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
        normalize(input, rows: rows, pass: pass)
        ck_activate(
            activation.kind, output.base, preactivation?.base, nil, layout.filled(rows), inputWidth, activation.a,
            activation.b)
        return UnsafePointer(output.base)
    }

    @inline(__always)
    private func normalize(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) {
        switch (layout, pass.isTraining) {
        case (.rows, true):
            ck_batch_norm(
                input, output.base, normalized.base, inverse.base, gain, shift, runningMean, runningVariance, rows,
                features, pass.statisticsMomentum ?? momentum, epsilon)
        case (.rows, false):
            ck_batch_norm_evaluate(
                input, output.base, gain, shift, runningMean, runningVariance, rows, features, epsilon)
        case (.interleaved, true):
            ck_image_norm(
                input, output.base, normalized.base, inverse.base, gain, shift, runningMean, runningVariance, rows,
                features, places, pass.statisticsMomentum ?? momentum, epsilon)
        case (.interleaved, false):
            ck_image_norm_evaluate(
                input, output.base, gain, shift, runningMean, runningVariance, rows, features, places, epsilon)
        }
    }

    public func backward(
        _ gradient: UnsafeMutablePointer<Float>, rows: Int, pass: Pass, wantsInputGradient: Bool
    ) -> UnsafeMutablePointer<Float>? {
        let accumulates: Int32 = pass.accumulates ? 1 : 0
        ck_activate_backward(
            activation.kind, gradient, output.base, preactivation?.base, nil, 0, layout.filled(rows), inputWidth,
            activation.a, activation.b)
        switch layout {
        case .rows:
            ck_batch_norm_backward(
                gradient, gradient, normalized.base, inverse.base, gain, gainGradients, shiftGradients, accumulates,
                rows, features)
        case .interleaved:
            ck_image_norm_backward(
                gradient, gradient, normalized.base, inverse.base, gain, gainGradients, shiftGradients, accumulates,
                rows, features, places)
        }
        return gradient
    }
}

extension LayerKind {
    static let batchNorm: LayerKind = .init(
        descriptor: Descriptor(
            "batch_norm", summary: "normalizes each feature, or channel, over the batch",
            reference: "Ioffe & Szegedy 2015",
            tunables: [
                .real("momentum", default: 0.1, in: .unit, help: "how fast running statistics follow"),
                .real("epsilon", default: 1e-5, in: .positive, scale: .log, help: "added to the variance"),
            ]),
        families: [.activation]
    ) { builder, place in
        var channels: Int?
        if case .image(let count, _, _) = builder.shape { channels = count }
        let activation = channels == nil ? builder.activation(at: place) : builder.imageActivation(at: place)
        let layer = BatchNormLayer(width: builder.shape.width, channels: channels, activation: activation)
        builder.append(layer, of: .batchNorm, at: place, activation: activation, gives: builder.shape)
    }
}
