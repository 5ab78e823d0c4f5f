import Networks
import Optimization
import Tensors
import Tunables

/// Everything between backward and the next forward: l2, noise, clipping, the optimizer, the proximal l1, max-norm, and
/// the norms that telemetry carries. One pass over each parameter for every part that is switched on.
final class UpdatePass {
    /// One parameter block with what applies to it.
    private struct Target {
        let region: UpdateRegion
        /// Place among the layers with weights, for telemetry; `nil` for biases and normalization.
        let layer: Int?
        var l1 = 0.0
        var l2 = 0.0
        /// λΣ|w| + λΣw² of its weights as they are.
        var penalty = 0.0
        var weightSquares = 0.0
        var updateSquares = 0.0
    }

    private let network: Network
    private let seed: UInt64
    var optimizer: any Optimizer
    var optimizerSteps = 0
    private(set) var slots: FloatBuffer
    private var targets: [Target] = []
    /// The same blocks as clipping sees them.
    private let gradients: UnsafeMutableBufferPointer<GradientRegion>
    private var clipping: any Clipping
    private var noiseSigma = 0.0
    private var noiseGamma = 0.0
    private var maxNorm: Float = 0
    private(set) var gradientNorm = 0.0
    private(set) var clippedNorm = 0.0
    /// For telemetry, a layer with weights each: Σg² before and after clipping, Σw², ΣΔw², over all its matrices.
    private var layerSquares: [SIMD4<Double>]
    /// Whether norms are kept for telemetry; runs that nobody watches can do without.
    var recordsNorms = true
    /// Whether somebody needs the norms: the watcher, clipping, or the limit of early stopping.
    private var measuresNorms: Bool { recordsNorms || needsNorms }
    private var needsNorms = false

    init(_ network: Network, settings: Settings, seed: UInt64) {
        self.network = network
        self.seed = seed
        slots = FloatBuffer(count: 0)
        optimizer = Optimizers.optimizer(settings)
        clipping = Clippings.clipping(settings)
        layerSquares = Array(repeating: .zero, count: network.weightedLayers.count)
        let arena = network.arena
        let last = network.weightedLayers.last?.number
        gradients = .allocate(capacity: arena.blocks.count)
        for (index, block) in arena.blocks.enumerated() {
            let region = GradientRegion(
                gradients: arena.gradients(of: block), parameters: UnsafePointer(arena.parameters(of: block)),
                rows: block.rows, columns: block.columns, layer: block.layerNumber, isFinal: block.layerNumber == last)
            gradients.initializeElement(at: index, to: region)
        }
        selectOptimizer(settings)
        configure(settings)
    }

    deinit { gradients.deallocate() }

    /// A fresh optimizer: slots at zero, its own step count.
    func selectOptimizer(_ settings: Settings) {
        optimizer = Optimizers.optimizer(settings)
        optimizerSteps = 0
        slots = FloatBuffer(count: type(of: optimizer).slotCount * network.arena.parameters.count)
        layOut(settings)
    }

    /// Brings hyperparameters and penalties in line with the settings; what the optimizer remembers stays.
    func configure(_ settings: Settings) {
        optimizer = Optimizers.retuned(optimizer, settings)
        clipping = Clippings.clipping(settings)
        let values = Values(ExperimentSchema.plainDescriptor, settings: settings)
        needsNorms = !(clipping is NoClipping) || values.real("early_stopping.max_grad_norm") > 0
        noiseSigma = values.real("gradient_noise.sigma")
        noiseGamma = values.real("gradient_noise.gamma")
        maxNorm = values.float("max_norm")
        layOut(settings)
    }

    private func layOut(_ settings: Settings) {
        let arena = network.arena
        let stride = arena.parameters.count
        targets = arena.blocks.map { block in
            let region = UpdateRegion(
                parameters: arena.parameters(of: block), gradients: UnsafePointer(arena.gradients(of: block)),
                slots: slots.base + block.offset, slotStride: stride, rows: block.rows, columns: block.columns,
                isDecayed: block.kind == .weight)
            let layer =
                block.kind == .weight
                ? network.weightedLayers.firstIndex { $0.number == block.layerNumber } : nil
            var target = Target(region: region, layer: layer)
            if block.kind == .weight {
                let key = layer.map { network.weightedLayers[$0].key } ?? ""
                target.l1 = Self.penalty("l1", layer: key, settings)
                target.l2 = Self.penalty("l2", layer: key, settings)
            }
            return target
        }
        for index in targets.indices { measure(index) }
    }

    /// A layer's own λ, else the global one.
    private static func penalty(_ key: String, layer: String, _ settings: Settings) -> Double {
        settings["\(layer).\(key)"]?.number ?? settings[key]?.number ?? 0
    }

    /// The norm and penalty of weights that were set rather than updated.
    private func measure(_ index: Int) {
        let region = targets[index].region
        targets[index].weightSquares = ck_squared_norm(region.parameters, region.count)
        let absolute = targets[index].l1 > 0 ? ck_absolute_sum(region.parameters, region.count) : 0
        targets[index].penalty = targets[index].l1 * absolute + targets[index].l2 * targets[index].weightSquares
    }

    /// After weights were restored: norms and penalties anew.
    func remeasure() { for index in targets.indices { measure(index) } }

    // MARK: A step

    /// Completes the gradient: mean over the samples, l2, noise; and measures it.
    func prepare(step: Int, scale factor: Float) -> Double {
        var total = 0.0
        for index in targets.indices {
            let region = targets[index].region
            let data = gradients[index].gradients
            if factor != 1 { ck_scale(data, region.count, factor) }
            var squares: Double
            if targets[index].l2 > 0 {
                squares = ck_add_penalty(data, region.parameters, region.count, Float(2 * targets[index].l2))
            } else if measuresNorms {
                squares = ck_squared_norm(data, region.count)
            } else {
                squares = 0
            }
            if noiseSigma > 0 { squares = addNoise(data, region.count, step: step, part: index) }
            gradients[index].squaredNorm = squares
            total += squares
        }
        gradientNorm = total.squareRoot()
        return gradientNorm
    }

    /// Annealed noise (Neelakantan et al. 2015): σ² falls as 1/(1+t)^γ.
    private func addNoise(_ gradients: UnsafeMutablePointer<Float>, _ count: Int, step: Int, part: Int) -> Double {
        let sigma = annealedNoise(sigma: noiseSigma, gamma: noiseGamma, step: step)
        let random = RandomKey(
            seed: seed, stream: .gradientNoise, position: UInt64(step), part: UInt32(truncatingIfNeeded: part))
        return random.withPointers { key, counter in ck_add_noise(gradients, count, Float(sigma), key, counter) }
    }

    /// Clips, updates, shrinks, limits.
    func run(rate: Double) {
        clipping.clip(gradients)
        clippedNorm = gradients.clippedSquaredNorm.squareRoot()
        optimizerSteps += 1
        optimizer.begin(step: optimizerSteps, rate: rate)
        for index in targets.indices {
            let region = targets[index].region
            let norms = optimizer.update(region, scale: gradients[index].scale)
            targets[index].weightSquares = norms.weights
            targets[index].updateSquares = norms.update
            guard region.isDecayed else { continue }
            regularize(index, rate: rate)
        }
    }

    /// The proximal l1 and max-norm act on the updated weights.
    private func regularize(_ index: Int, rate: Double) {
        let region = targets[index].region
        var absolute = 0.0
        if targets[index].l1 > 0 {
            let sparse = ck_soft_threshold(region.parameters, region.count, Float(rate * targets[index].l1))
            absolute = sparse.absolute
            targets[index].weightSquares = sparse.squared
        }
        if maxNorm > 0 {
            targets[index].weightSquares = ck_limit_units(region.parameters, region.rows, region.columns, maxNorm)
            // Σ|w| is no longer what the threshold left.
            if targets[index].l1 > 0 { absolute = ck_absolute_sum(region.parameters, region.count) }
        }
        targets[index].penalty = targets[index].l1 * absolute + targets[index].l2 * targets[index].weightSquares
    }

    // MARK: What came of it

    /// ‖ΔW‖ of the last update over all parameters, as the optimizer made it.
    var updateNorm: Double { targets.reduce(0) { $0 + $1.updateSquares }.squareRoot() }
    /// Whether any layer has an l1.
    var hasLasso: Bool { targets.contains { $0.l1 > 0 } }

    /// λΣ|w| + λΣw² over all weights.
    var penalty: Double { targets.reduce(0) { $0 + $1.penalty } }

    /// Whether the updated weights are all finite.
    var isFinite: Bool { targets.allSatisfy { $0.weightSquares.isFinite } }

    /// Writes the norms into a telemetry row.
    @inline(__always)
    func record(into row: UnsafeMutablePointer<Float>) {
        let layout = TelemetryLayout(layerCount: network.weightedLayers.count)
        row[TelemetryLayout.gradientNorm] = Float(gradientNorm)
        row[TelemetryLayout.clippedNorm] = Float(clippedNorm)
        for layer in layerSquares.indices { layerSquares[layer] = .zero }
        for (index, target) in targets.enumerated() {
            guard let layer = target.layer else { continue }
            let region = gradients[index]
            layerSquares[layer] += SIMD4(
                region.squaredNorm, region.clippedSquaredNorm, target.weightSquares, target.updateSquares)
        }
        for (layer, squares) in layerSquares.enumerated() {
            let first = layout.column(.gradientNorm, layer: layer)
            row[first] = Float(squares.x.squareRoot())
            row[first + 1] = Float(squares.y.squareRoot())
            row[first + 2] = Float(squares.z.squareRoot())
            row[first + 3] = Float(squares.w.squareRoot())
        }
    }
}
