import Tensors
import Tunables

/// Adam whose rate is fitted to each layer: r = m̂/(√v̂ + ε) + λW; W −= lr·q·r with q = ‖W‖/‖r‖, at most `max_trust`.
///
/// Biases and normalization parameters, and layers whose weights or steps are all zero, take q = 1.
public struct LAMB: Optimizer {
    public static let descriptor = Descriptor(
        "lamb", summary: "Adam with a rate fitted to each layer, for large batches",
        reference: "You et al. 2020, arXiv:1904.00962",
        tunables: [
            .learningRate(default: 1e-3), .firstBeta(), .secondBeta(), .epsilon(),
            .real("max_trust", default: 10, in: .positive, scale: .log, help: "greatest ratio of weights to step"),
            .decoupledDecay(default: 0),
        ])
    public static let slotCount = 2

    private let epsilon: Double
    private let maxTrust: Double
    private let decay: Float
    private var moments: Moments
    private var rate = 0.0
    private var terms = ck_adam_terms()

    public init(_ values: Values) {
        moments = Moments(beta1: values.real("beta1"), beta2: values.real("beta2"))
        epsilon = values.real("epsilon")
        maxTrust = values.real("max_trust")
        decay = values.float("weight_decay")
    }

    public var scalars: [Double] {
        get { moments.scalars }
        set { moments.scalars = newValue }
    }

    public mutating func begin(step: Int, rate: Double) {
        moments.advance()
        self.rate = rate
        terms = moments.terms(rate: 1, epsilon: epsilon)
    }

    public mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        let decay = region.isDecayed ? decay : 0
        let norms = ck_lamb_moments(
            region.parameters, region.gradients, region.slot(0), region.slot(1), region.count, scale, decay, terms)
        let isFitted = region.isDecayed && norms.parameters > 0 && norms.direction > 0
        let trust = isFitted ? min(maxTrust, (norms.parameters / norms.direction).squareRoot()) : 1
        return ck_lamb_apply(
            region.parameters, region.slot(0), region.slot(1), region.count, decay, Float(rate * trust), terms)
    }
}
