import Tensors
import Tunables

/// A learned vector for every token (Bengio et al. 2003): each step's whole number becomes a row of the table.
public final class EmbeddingLayer: Layer {
    public let name: String
    private let steps: Int
    private let tokens: Int
    private let size: Int
    private let initializer: Initializer

    private var table: UnsafeMutablePointer<Float>
    private var tableGradients: UnsafeMutablePointer<Float>
    private var arena: ParameterArena?
    private var input: UnsafePointer<Float>?
    private var output = FloatBuffer(count: 0)
    private var inputGradient = FloatBuffer(count: 0)

    public init(steps: Int, tokens: Int, size: Int, initializer: Initializer = .automatic) {
        name = "embedding\(size)"
        self.steps = steps
        self.tokens = tokens
        self.size = size
        self.initializer = initializer.resolved(for: .identity)
        table = output.base
        tableGradients = output.base
    }

    public var units: Int { size }
    public var inputWidth: Int { steps }
    public var outputWidth: Int { steps * size }
    public var blocks: [ParameterBlock] { [ParameterBlock("weight", .weight, rows: tokens, columns: size)] }

    public func bind(_ blocks: ArraySlice<ParameterBlock>, arena: ParameterArena, statisticsOffset: Int) {
        guard let block = blocks.first else { return }
        self.arena = arena
        table = arena.parameters(of: block)
        tableGradients = arena.gradients(of: block)
    }

    public func initialize(seed: UInt64, number: Int) {
        var random = RandomSource(seed: seed, stream: .weights, part: UInt32(truncatingIfNeeded: number))
        initializer.fill(
            UnsafeMutableBufferPointer(start: table, count: tokens * size), inputs: tokens, outputs: size,
            random: &random)
    }

    public func reserve(rows: Int) {
        guard output.count < rows * outputWidth else { return }
        output = FloatBuffer(count: rows * outputWidth)
        inputGradient = FloatBuffer(count: rows * inputWidth)
    }

    public func forward(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) -> UnsafePointer<Float> {
        self.input = input
        ck_embed(input, table, output.base, rows * steps, tokens, size)
        return UnsafePointer(output.base)
    }

    /// Tokens have no gradient: where one is asked for, it is zero.
    public func backward(
        _ gradient: UnsafeMutablePointer<Float>, rows: Int, pass: Pass, wantsInputGradient: Bool
    ) -> UnsafeMutablePointer<Float>? {
        guard let input else { return nil }
        if !pass.accumulates { tableGradients.update(repeating: 0, count: tokens * size) }
        ck_embed_backward(input, gradient, tableGradients, rows * steps, tokens, size)
        guard wantsInputGradient else { return nil }
        inputGradient.base.update(repeating: 0, count: rows * inputWidth)
        return inputGradient.base
    }
}

extension LayerKind {
    static let embedding: LayerKind = .init(
        descriptor: Descriptor(
            "embedding", summary: "a learned vector for every token", reference: "Bengio et al. 2003",
            tunables: [
                .integer("units", default: 16, in: 1...4096, change: .restart, help: "numbers a token becomes")
            ] + Tunable.layerPenalties),
        families: [.initializer]
    ) { builder, place in
        guard case .sequence(let steps, _, let tokens) = builder.shape, tokens > 0 else {
            return builder.fail(
                place.key,
                "an embedding reads tokens, but here a sample is \(builder.shape) numbers: leave it out, or use data of "
                    + "words (reviews)")
        }
        let size = builder.values(.embedding, at: place).integer("units") ?? 1
        let layer = EmbeddingLayer(
            steps: steps, tokens: tokens, size: size,
            initializer: Initializer(builder.settings, at: "\(place.key).init"))
        builder.append(
            layer, of: .embedding, at: place, gives: .sequence(steps: steps, channels: size, tokens: 0))
    }
}
