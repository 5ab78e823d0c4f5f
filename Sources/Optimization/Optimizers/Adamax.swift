import Tensors
import Tunables

/// Adam with the infinity norm: m = β₁m + (1−β₁)g; u = max(β₂u, |g| + ε); W −= lr/(1−β₁ᵗ)·m/u.
public struct Adamax: Optimizer {
    public static let descriptor = Descriptor(
        "adamax", summary: "Adam by the greatest recent gradient",
        reference: "Kingma & Ba 2015, arXiv:1412.6980, section 7",
        tunables: [.learningRate(default: 2e-3), .firstBeta(), .secondBeta(), .epsilon(), .weightDecay(default: 0)])
    public static let slotCount = 2

    private let beta1: Double
    private let beta2: Float
    private let epsilon: Float
    private let decay: Float
    private var first = BiasCorrection()
    private var momentRate: Float = 0

    public init(_ values: Values) {
        beta1 = values.real("beta1")
        beta2 = values.float("beta2")
        epsilon = values.float("epsilon")
        decay = values.float("weight_decay")
    }

    public var scalars: [Double] {
        get { [first.product] }
        set { if let product = newValue.first { first.product = product } }
    }

    public mutating func begin(step: Int, rate: Double) {
        first.advance(beta1)
        momentRate = Float(rate / first.weight)
    }

    public mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        ck_adamax(
            region.parameters, region.gradients, region.slot(0), region.slot(1), region.count,
            region.terms(scale: scale, decay: decay), ck_average(decay: beta1), beta2, momentRate, epsilon)
    }
}
