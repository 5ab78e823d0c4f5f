import Tensors
import Tunables

/// Adaptive moments: m = β₁m + (1−β₁)g; v = β₂v + (1−β₂)g²; W −= lr·m̂/(√v̂ + ε), m̂ and v̂ freed from their bias.
///
/// Weight decay is PyTorch's: λw joins the gradient. `amsgrad` divides by the greatest v so far (Reddi et al. 2018).
public struct Adam: Optimizer {
    public static let descriptor = Descriptor(
        "adam", summary: "adaptive moments with bias correction", reference: "Kingma & Ba 2015, arXiv:1412.6980",
        tunables: [
            .learningRate(default: 1e-3), .firstBeta(), .secondBeta(), .epsilon(), .amsgrad, .weightDecay(default: 0),
        ])
    /// Both moments, and the greatest second one.
    public static let slotCount = 3

    private let epsilon: Double
    private let isAMSGrad: Bool
    private let decay: Float
    private var moments: Moments
    private var terms = ck_adam_terms()

    public init(_ values: Values) {
        moments = Moments(beta1: values.real("beta1"), beta2: values.real("beta2"))
        epsilon = values.real("epsilon")
        isAMSGrad = values.toggle("amsgrad")
        decay = values.float("weight_decay")
    }

    public var scalars: [Double] {
        get { moments.scalars }
        set { moments.scalars = newValue }
    }

    public mutating func begin(step: Int, rate: Double) {
        moments.advance()
        terms = moments.terms(rate: rate, epsilon: epsilon)
    }

    public mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        region.updateByMoments(terms, gradient: region.terms(scale: scale, decay: decay), isAMSGrad: isAMSGrad)
    }
}

extension Tunable {
    /// The option of Adam and AdamW.
    static let amsgrad = Tunable.toggle("amsgrad", default: false, help: "divides by the greatest second moment so far")
}

extension UpdateRegion {
    /// Adam's pass over slots 0 and 1, and slot 2 for AMSGrad.
    @inline(__always)
    func updateByMoments(_ terms: ck_adam_terms, gradient: ck_gradient_terms, isAMSGrad: Bool = false)
        -> ck_update_norms
    {
        isAMSGrad
            ? ck_amsgrad(parameters, gradients, slot(0), slot(1), slot(2), count, gradient, terms)
            : ck_adam(parameters, gradients, slot(0), slot(1), count, gradient, terms)
    }
}
