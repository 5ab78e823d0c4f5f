import Tensors
import Tunables

/// Adam with Nesterov's look-ahead, its momentum warming up: μₜ = β₁(1 − ½·0.96^(t·ψ)), ψ the `momentum_decay`;
/// W −= lr·[(1−μₜ)/(1−Πμ)·g + μₜ₊₁/(1−Πμ·μₜ₊₁)·m]/(√v̂ + ε).
///
/// Weight decay joins the gradient, or stands beside the update where `decoupled`.
public struct Nadam: Optimizer {
    public static let descriptor = Descriptor(
        "nadam", summary: "Adam that looks ahead", reference: "Dozat 2016",
        tunables: [
            .learningRate(default: 2e-3), .firstBeta(), .secondBeta(), .epsilon(),
            .real("momentum_decay", default: 0.004, in: .unit, help: "how fast the momentum warms up to beta1"),
            .weightDecay(default: 0),
            .toggle("decoupled", default: false, help: "weight decay beside the update, as in AdamW")
                .needing("weight_decay"),
        ])
    public static let slotCount = 2

    private let epsilon: Double
    private let momentumDecay: Double
    private let decay: Double
    private let isDecoupled: Bool
    private var moments: Moments
    /// Πμ so far.
    private var momentumProduct = 1.0
    private var terms = ck_adam_terms()
    private var shrink: Float = 1

    public init(_ values: Values) {
        moments = Moments(beta1: values.real("beta1"), beta2: values.real("beta2"))
        epsilon = values.real("epsilon")
        momentumDecay = values.real("momentum_decay")
        decay = values.real("weight_decay")
        isDecoupled = values.toggle("decoupled")
    }

    public var scalars: [Double] {
        get { moments.scalars + [momentumProduct] }
        set {
            guard newValue.count == 3 else { return }
            moments.scalars = newValue
            momentumProduct = newValue[2]
        }
    }

    public mutating func begin(step: Int, rate: Double) {
        moments.advance()
        let now = momentum(step)
        let next = momentum(step + 1)
        momentumProduct *= now
        terms = moments.terms(rate: rate, epsilon: epsilon)
        terms.gradientRate = Float(rate * (1 - now) / (1 - momentumProduct))
        terms.momentRate = Float(rate * next / (1 - momentumProduct * next))
        shrink = isDecoupled ? Float(1 - rate * decay) : 1
    }

    public mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        var terms = terms
        terms.shrink = region.isDecayed ? shrink : 1
        let joined = isDecoupled ? 0 : Float(decay)
        return region.updateByMoments(terms, gradient: region.terms(scale: scale, decay: joined))
    }

    private func momentum(_ step: Int) -> Double {
        moments.beta1 * (1 - 0.5 * raise(0.96, to: Double(step) * momentumDecay))
    }
}
