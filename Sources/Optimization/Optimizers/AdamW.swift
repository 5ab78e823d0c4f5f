import Tensors
import Tunables

/// Adam with decay beside the update: W ← (1 − lr·λ)·W, then Adam's step with the plain gradient.
public struct AdamW: Optimizer {
    public static let descriptor = Descriptor(
        "adamw", summary: "Adam with decoupled weight decay", reference: "Loshchilov & Hutter 2019, arXiv:1711.05101",
        tunables: [
            .learningRate(default: 1e-3), .firstBeta(), .secondBeta(), .epsilon(), .amsgrad,
            .decoupledDecay(default: 0.01),
        ])
    public static let slotCount = 3

    private let epsilon: Double
    private let isAMSGrad: Bool
    private let decay: Double
    private var moments: Moments
    private var terms = ck_adam_terms()
    private var shrink: Float = 1

    public init(_ values: Values) {
        moments = Moments(beta1: values.real("beta1"), beta2: values.real("beta2"))
        epsilon = values.real("epsilon")
        isAMSGrad = values.toggle("amsgrad")
        decay = values.real("weight_decay")
    }

    public var scalars: [Double] {
        get { moments.scalars }
        set { moments.scalars = newValue }
    }

    public mutating func begin(step: Int, rate: Double) {
        moments.advance()
        terms = moments.terms(rate: rate, epsilon: epsilon)
        shrink = Float(1 - rate * decay)
    }

    public mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        var terms = terms
        terms.shrink = region.isDecayed ? shrink : 1
        return region.updateByMoments(
            terms, gradient: ck_gradient_terms(scale: scale, decay: 0), isAMSGrad: isAMSGrad)
    }
}
