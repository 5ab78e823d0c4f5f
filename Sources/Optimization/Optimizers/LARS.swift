import Tensors
import Tunables

/// Momentum whose rate is fitted to each layer: with r = η‖W‖/(‖g‖ + λ‖W‖), v = βv + lr·r·(g + λW); W −= v.
///
/// η is `trust`. Biases and normalization parameters, and layers whose weights or gradients are all zero, take r = 1.
public struct LARS: Optimizer {
    public static let descriptor = Descriptor(
        "lars", summary: "momentum with a rate fitted to each layer, for large batches",
        reference: "You, Gitman & Ginsburg 2017, arXiv:1708.03888",
        tunables: [
            .learningRate(default: 0.01), .momentum(),
            .real("trust", default: 0.001, in: .positive, scale: .log, help: "how far a layer may move, by its norm"),
            .weightDecay(default: 0),
        ])
    public static let slotCount = 1

    private let beta: Float
    private let trust: Double
    private let decay: Float
    private var rate = 0.0

    public init(_ values: Values) {
        beta = values.float("beta")
        trust = values.real("trust")
        decay = values.float("weight_decay")
    }

    public mutating func begin(step: Int, rate: Double) { self.rate = rate }

    public mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        let local = region.isDecayed ? ratio(region, scale: scale) : 1
        return ck_momentum(
            region.parameters, region.gradients, region.slot(0), region.count, region.terms(scale: scale, decay: decay),
            beta, Float(rate * local), 1)
    }

    private func ratio(_ region: UpdateRegion, scale: Float) -> Double {
        let norms = ck_pair(region.parameters, region.gradients, region.count)
        let weights = norms.parameters.squareRoot()
        let gradients = norms.direction.squareRoot() * Double(scale)
        guard weights > 0, gradients > 0 else { return 1 }
        return trust * weights / (gradients + Double(decay) * weights)
    }
}
