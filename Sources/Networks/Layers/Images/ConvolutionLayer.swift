import Tensors
import Tunables

/// Filters that slide over images: y = f(x ∗ w + b), as a cross-correlation (LeCun et al. 1989).
///
/// C × H × W in, filters × H' × W' out. The weights are a matrix like a dense layer's: a row an input (channel, line and
/// column of the kernel), a column a filter.
public final class ConvolutionLayer: Layer {
    public let name: String
    public let inputWidth: Int
    public let outputWidth: Int
    public let layout = BatchLayout.interleaved
    private let image: ImageSize
    private let padding: Int
    private let hasBias: Bool
    private let activation: Activation
    private let initializer: Initializer
    private var sizes: ck_convolution

    private var weights: UnsafeMutablePointer<Float>
    private var weightGradients: UnsafeMutablePointer<Float>
    private var bias: UnsafeMutablePointer<Float>?
    private var biasGradients: UnsafeMutablePointer<Float>?
    private var arena: ParameterArena?

    /// The input with its border; only where there is one.
    private var padded = FloatBuffer(count: 0)
    private var input: UnsafePointer<Float>?
    private var output = FloatBuffer(count: 0)
    private var preactivation: FloatBuffer?
    private var paddedGradient = FloatBuffer(count: 0)
    private var inputGradient = FloatBuffer(count: 0)
    /// The weights in the order the kernels read them, for the direction at work.
    private let packed: FloatBuffer
    private let room: FloatBuffer

    init(
        image: ImageSize, filters: Int, window: SlidingWindow, gives output: ImageSize, hasBias: Bool = true,
        activation: Activation = .identity, initializer: Initializer = .automatic
    ) {
        name = "conv\(window.size)×\(window.size)×\(filters)"
        inputWidth = image.shape.width
        outputWidth = output.shape.width
        self.image = image
        padding = window.padding
        self.hasBias = hasBias
        self.activation = activation
        self.initializer = initializer.resolved(for: activation)
        var sizes = ck_convolution(
            channels: image.channels, height: image.height + 2 * padding, width: image.width + 2 * padding,
            filters: filters, kernel: window.size, stride: window.stride, outHeight: output.height,
            outWidth: output.width)
        packed = FloatBuffer(count: ck_convolution_packed(&sizes))
        room = FloatBuffer(count: ck_convolution_room(&sizes))
        self.sizes = sizes
        weights = packed.base
        weightGradients = packed.base
    }

    /// Numbers a filter reads at a place.
    private var inputCount: Int { sizes.channels * sizes.kernel * sizes.kernel }

    public var blocks: [ParameterBlock] {
        let weight = ParameterBlock("weight", .weight, rows: inputCount, columns: sizes.filters)
        return hasBias ? [weight, ParameterBlock("bias", .bias, columns: sizes.filters)] : [weight]
    }

    public func bind(_ blocks: ArraySlice<ParameterBlock>, arena: ParameterArena, statisticsOffset: Int) {
        guard let weight = blocks.first else { return }
        self.arena = arena
        weights = arena.parameters(of: weight)
        weightGradients = arena.gradients(of: weight)
        guard hasBias, let last = blocks.last else { return }
        bias = arena.parameters(of: last)
        biasGradients = arena.gradients(of: last)
    }

    public func initialize(seed: UInt64, number: Int) {
        var random = RandomSource(seed: seed, stream: .weights, part: UInt32(truncatingIfNeeded: number))
        let matrix = UnsafeMutableBufferPointer(start: weights, count: inputCount * sizes.filters)
        initializer.fill(
            matrix, inputs: inputCount, outputs: sizes.filters,
            fanOut: sizes.filters * sizes.kernel * sizes.kernel, random: &random)
        bias?.update(repeating: 0, count: sizes.filters)
    }

    public var floatsPerRow: Int {
        inputWidth + 2 * outputWidth + (padding > 0 ? 2 * sizes.channels * sizes.height * sizes.width : 0)
    }

    public func reserve(rows: Int) {
        let rows = layout.filled(rows)
        guard output.count < rows * outputWidth || inputGradient.count < rows * inputWidth else { return }
        output = FloatBuffer(count: rows * outputWidth)
        inputGradient = FloatBuffer(count: rows * inputWidth)
        preactivation = activation.needsInput ? FloatBuffer(count: rows * outputWidth) : nil
        guard padding > 0 else { return }
        let paddedWidth = sizes.channels * sizes.height * sizes.width
        padded = FloatBuffer(count: rows * paddedWidth)
        paddedGradient = FloatBuffer(count: rows * paddedWidth)
    }

    public func forward(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) -> UnsafePointer<Float> {
        let blocks = BatchLayout.blocks(rows)
        var source = input
        if padding > 0 {
            ck_pad(input, padded.base, blocks * image.channels, image.height, image.width, padding)
            source = UnsafePointer(padded.base)
        }
        self.input = source
        ck_convolution_pack(weights, packed.base, &sizes)
        ck_convolve(
            source, packed.base, bias, output.base, preactivation?.base, &sizes, blocks, activation.kind, activation.a,
            activation.b)
        return UnsafePointer(output.base)
    }

    public func backward(
        _ gradient: UnsafeMutablePointer<Float>, rows: Int, pass: Pass, wantsInputGradient: Bool
    ) -> UnsafeMutablePointer<Float>? {
        guard let input else { return nil }
        let blocks = BatchLayout.blocks(rows)
        ck_convolve_weight_gradient(
            input, gradient, output.base, preactivation?.base, weightGradients, biasGradients, room.base,
            pass.accumulates ? 1 : 0, &sizes, blocks, activation.kind, activation.a, activation.b)
        guard wantsInputGradient else { return nil }
        ck_convolution_pack_inputs(weights, packed.base, &sizes)
        guard padding > 0 else {
            ck_convolve_input_gradient(gradient, packed.base, inputGradient.base, &sizes, blocks)
            return inputGradient.base
        }
        ck_convolve_input_gradient(gradient, packed.base, paddedGradient.base, &sizes, blocks)
        ck_unpad(
            paddedGradient.base, inputGradient.base, blocks * image.channels, image.height, image.width, padding)
        return inputGradient.base
    }
}

extension LayerKind {
    static let conv2d: LayerKind = .init(
        descriptor: Descriptor(
            "conv2d", summary: "filters that slide over images, then an activation", reference: "LeCun et al. 1989",
            tunables: [
                .integer("filters", default: 16, in: 1...4096, change: .restart, help: "how many filters"),
                .integer("kernel", default: 3, in: 1...64, unit: "pixels", change: .restart, help: "side of a filter"),
                .integer(
                    "stride", default: 1, in: 1...64, unit: "pixels", change: .restart,
                    help: "how far a filter moves from place to place"),
                .integer(
                    "padding", default: 0, in: 0...64, unit: "pixels", change: .restart,
                    help: "border of zeros around the image"),
                .toggle("bias", default: true, change: .restart, help: "whether filters have a bias"),
                .layerDropout,
            ] + Tunable.layerPenalties),
        families: [.activation, .initializer]
    ) { builder, place in
        let values = builder.values(.conv2d, at: place)
        guard let image = builder.image(for: .conv2d, at: place), let filters = values.integer("filters"),
            let size = values.integer("kernel"), let stride = values.integer("stride"),
            let padding = values.integer("padding")
        else { return }
        let window = SlidingWindow(size: size, stride: stride, padding: padding)
        guard image.channels * size * size * filters <= 1 << 26 else {
            return builder.fail(
                "\(place.key).filters",
                "\(image.channels)·\(size)·\(size) × \(filters) weights are more than fit in memory")
        }
        let given = builder.slide(
            window, over: image, channels: filters, key: "\(place.key).kernel", called: "kernel")
        let activation = builder.imageActivation(at: place)
        guard let given else { return }
        let layer = ConvolutionLayer(
            image: image, filters: filters, window: window, gives: given, hasBias: values.toggle("bias"),
            activation: activation, initializer: Initializer(builder.settings, at: "\(place.key).init"))
        builder.append(layer, of: .conv2d, at: place, activation: activation, gives: given.shape)
        if !builder.isLast(place) { builder.addDropout(rateKey: "\(place.key).dropout", number: place.number) }
    }
}
