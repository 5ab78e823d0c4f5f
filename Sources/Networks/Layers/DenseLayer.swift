import Tensors
import Tunables

/// Every input to every unit: y = f(x·W + b), W inputs × units.
public final class DenseLayer: Layer {
    public let name: String
    public let inputWidth: Int
    public let outputWidth: Int
    private let hasBias: Bool
    private let activation: Activation
    private let initializer: Initializer

    private var weights: UnsafeMutablePointer<Float>
    private var weightGradients: UnsafeMutablePointer<Float>
    private var bias: UnsafeMutablePointer<Float>?
    private var biasGradients: UnsafeMutablePointer<Float>?
    private var arena: ParameterArena?

    private var input: UnsafePointer<Float>?
    private var output = FloatBuffer(count: 0)
    private var preactivation: FloatBuffer?
    private var inputGradient = FloatBuffer(count: 0)
    /// Wᵀ, where the matrix is small: OpenBLAS multiplies by a transposed small matrix at half the speed, and turning it
    /// over first costs a tenth of the product.
    private let transposed: FloatBuffer?
    private static let largestTransposed = 256 * 256

    public init(
        inputWidth: Int, units: Int, hasBias: Bool = true, activation: Activation = .identity,
        initializer: Initializer = .automatic
    ) {
        name = "dense\(units)"
        self.inputWidth = inputWidth
        outputWidth = units
        self.hasBias = hasBias
        self.activation = activation
        self.initializer = initializer.resolved(for: activation)
        transposed = inputWidth * units <= Self.largestTransposed ? FloatBuffer(count: inputWidth * units) : nil
        weights = output.base
        weightGradients = output.base
    }

    public var blocks: [ParameterBlock] {
        let weight = ParameterBlock("weight", .weight, rows: inputWidth, columns: outputWidth)
        return hasBias ? [weight, ParameterBlock("bias", .bias, columns: outputWidth)] : [weight]
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
        let matrix = UnsafeMutableBufferPointer(start: weights, count: inputWidth * outputWidth)
        initializer.fill(matrix, inputs: inputWidth, outputs: outputWidth, random: &random)
        bias?.update(repeating: 0, count: outputWidth)
    }

    public func reserve(rows: Int) {
        guard output.count < rows * outputWidth || inputGradient.count < rows * inputWidth else { return }
        output = FloatBuffer(count: rows * outputWidth)
        inputGradient = FloatBuffer(count: rows * inputWidth)
        preactivation = activation.needsInput ? FloatBuffer(count: rows * outputWidth) : nil
    }

    public func forward(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) -> UnsafePointer<Float> {
        self.input = input
        multiply(input, weights, into: output.base, m: rows, n: outputWidth, k: inputWidth)
        ck_activate(
            activation.kind, output.base, preactivation?.base, bias, rows, outputWidth, activation.a, activation.b)
        return UnsafePointer(output.base)
    }

    public func backward(
        _ gradient: UnsafeMutablePointer<Float>, rows: Int, pass: Pass, wantsInputGradient: Bool
    ) -> UnsafeMutablePointer<Float>? {
        guard let input else { return nil }
        ck_activate_backward(
            activation.kind, gradient, output.base, preactivation?.base, biasGradients, pass.accumulates ? 1 : 0, rows,
            outputWidth, activation.a, activation.b)
        multiply(
            transposed: input, gradient, into: weightGradients, m: inputWidth, n: outputWidth, k: rows,
            accumulate: pass.accumulates)
        guard wantsInputGradient else { return nil }
        if let transposed {
            ck_transpose(weights, transposed.base, inputWidth, outputWidth)
            multiply(
                gradient, transposed.base, into: inputGradient.base, m: rows, n: inputWidth, k: outputWidth)
        } else {
            multiply(gradient, transposed: weights, into: inputGradient.base, m: rows, n: inputWidth, k: outputWidth)
        }
        return inputGradient.base
    }
}

extension LayerKind {
    static let dense: LayerKind = .init(
        descriptor: Descriptor(
            "dense", summary: "every input to every unit, then an activation",
            tunables: [
                Tunable(
                    "units", .integer(Bounds(1, 65536), words: ["outputs"]), default: "outputs", change: .restart,
                    help: "units; 'outputs' takes what the data asks for"),
                .toggle("bias", default: true, change: .restart, help: "whether units have a bias"),
                .layerDropout,
            ] + Tunable.layerPenalties),
        families: [.activation, .initializer]
    ) { builder, place in
        let isLast = builder.isLast(place)
        let inputs = builder.shape.width
        let values = builder.values(.dense, at: place)
        let given = values.integer("units")
        if given == nil, !isLast { builder.fail(place.key, "a hidden dense layer needs its number of units") }
        let units = given ?? builder.outputs
        let weights = inputs.multipliedReportingOverflow(by: units)
        guard !weights.overflow, weights.partialValue <= 1 << 28 else {
            return builder.fail("\(place.key).units", "\(inputs) × \(units) weights are more than fit in memory")
        }
        let activation = builder.activation(at: place)
        let layer = DenseLayer(
            inputWidth: inputs, units: units, hasBias: values.toggle("bias"), activation: activation,
            initializer: Initializer(builder.settings, at: "\(place.key).init"))
        builder.append(layer, of: .dense, at: place, activation: activation, gives: .vector(units))
        if !isLast { builder.addDropout(rateKey: "\(place.key).dropout", number: place.number) }
    }
}
