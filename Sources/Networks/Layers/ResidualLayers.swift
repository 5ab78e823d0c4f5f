import Tensors
import Tunables

/// What the two ends of a skip connection share.
final class Skip {
    /// The block's input, from forward to the end of backward.
    var input: UnsafePointer<Float>?
    /// dL/d(input) by way of the skip alone, set by the end's backward pass.
    var gradient: UnsafePointer<Float>?
    /// Whether anything below the block trains.
    let isTrainedBelow: Bool

    init(isTrainedBelow: Bool) { self.isTrainedBelow = isTrainedBelow }
}

/// Where a block's input goes two ways: into the block's layers, and past them. Costs nothing forward; backward it adds
/// what came down the two ways.
final class SkipBeginLayer: Layer {
    let name = "skip"
    let inputWidth: Int
    var outputWidth: Int { inputWidth }
    private let skip: Skip

    init(width: Int, skip: Skip) {
        inputWidth = width
        self.skip = skip
    }

    func reserve(rows: Int) {}

    func forward(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) -> UnsafePointer<Float> {
        skip.input = input
        return input
    }

    func backward(
        _ gradient: UnsafeMutablePointer<Float>, rows: Int, pass: Pass, wantsInputGradient: Bool
    ) -> UnsafeMutablePointer<Float>? {
        if let beside = skip.gradient { ck_add(gradient, beside, gradient, rows * inputWidth) }
        return gradient
    }
}

/// Where the two ways meet: y = f(F(x) + x), or f(F(x) + x·W) with a projection where F changes the width (He, Zhang,
/// Ren & Sun 2015).
///
/// Begin and end stand around the block's layers in the network's flat list, so that forward, backward, arena and
/// telemetry need no recursion.
final class SkipEndLayer: Layer {
    let name: String
    let inputWidth: Int
    var outputWidth: Int { inputWidth }
    private let skip: Skip
    private let projection: (any Layer)?
    private let activation: Activation
    private var output = FloatBuffer(count: 0)
    private var preactivation: FloatBuffer?
    /// dL/d(sum): the layers of the block overwrite the one they are handed.
    private var sumGradient = FloatBuffer(count: 0)

    init(width: Int, skip: Skip, projection: (any Layer)?, activation: Activation) {
        name = projection == nil ? "residual" : "projection\(width)"
        inputWidth = width
        self.skip = skip
        self.projection = projection
        self.activation = activation
    }

    var blocks: [ParameterBlock] { projection?.blocks ?? [] }

    func bind(_ blocks: ArraySlice<ParameterBlock>, arena: ParameterArena, statisticsOffset: Int) {
        projection?.bind(blocks, arena: arena, statisticsOffset: statisticsOffset)
    }

    func initialize(seed: UInt64, number: Int) { projection?.initialize(seed: seed, number: number) }

    func reserve(rows: Int) {
        projection?.reserve(rows: rows)
        guard output.count < rows * inputWidth else { return }
        output = FloatBuffer(count: rows * inputWidth)
        sumGradient = FloatBuffer(count: rows * inputWidth)
        preactivation = activation.needsInput ? FloatBuffer(count: rows * inputWidth) : nil
    }

    func forward(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) -> UnsafePointer<Float> {
        guard let start = skip.input else { return input }
        let beside = projection?.forward(start, rows: rows, pass: pass) ?? start
        ck_add(input, beside, output.base, rows * inputWidth)
        ck_activate(
            activation.kind, output.base, preactivation?.base, nil, rows, inputWidth, activation.a, activation.b)
        return UnsafePointer(output.base)
    }

    func backward(
        _ gradient: UnsafeMutablePointer<Float>, rows: Int, pass: Pass, wantsInputGradient: Bool
    ) -> UnsafeMutablePointer<Float>? {
        ck_activate_backward(
            activation.kind, gradient, output.base, preactivation?.base, nil, 0, rows, inputWidth, activation.a,
            activation.b)
        sumGradient.base.update(from: gradient, count: rows * inputWidth)
        if let projection {
            let below = projection.backward(
                sumGradient.base, rows: rows, pass: pass, wantsInputGradient: skip.isTrainedBelow)
            skip.gradient = below.map { UnsafePointer($0) }
        } else {
            skip.gradient = UnsafePointer(sumGradient.base)
        }
        return gradient
    }
}

extension LayerKind {
    static let residual: LayerKind = .init(
        descriptor: Descriptor(
            "residual", summary: "a block of layers plus a skip around it; projects where the width changes",
            reference: "He et al. 2015", tunables: Tunable.layerPenalties),
        families: [.activation, .initializer], holdsLayers: true
    ) { builder, place in
        let before = builder.shape
        let skip = Skip(isTrainedBelow: builder.placed.contains { !$0.layer.blocks.isEmpty })
        builder.append(bare: SkipBeginLayer(width: before.width, skip: skip), at: place)
        builder.addNested(in: place)
        let after = builder.shape
        var projection: (any Layer)?
        if before != after {
            guard case .vector(let units) = after, case .vector(let inputs) = before else {
                return builder.fail(
                    place.key, "the block turns \(before) into \(after), which its skip cannot follow; keep the shape")
            }
            projection = DenseLayer(
                inputWidth: inputs, units: units, hasBias: false,
                initializer: Initializer(builder.settings, at: "\(place.key).init"))
        }
        let activation = builder.activation(at: place)
        builder.append(
            SkipEndLayer(width: after.width, skip: skip, projection: projection, activation: activation),
            of: .residual, at: place, activation: activation, gives: after)
    }
}
