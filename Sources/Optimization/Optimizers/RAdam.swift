import Tensors
import Tunables

/// Adam that waits with the second moment until its variance is tractable: with ρ∞ = 2/(1−β₂) − 1 and
/// ρₜ = ρ∞ − 2tβ₂ᵗ/(1−β₂ᵗ), a step is lr·m̂ while ρₜ ≤ 5, then lr·r·m̂·√(1−β₂ᵗ)/(√v + ε) with
/// r = √[(ρₜ−4)(ρₜ−2)ρ∞ / ((ρ∞−4)(ρ∞−2)ρₜ)].
public struct RAdam: Optimizer {
    public static let descriptor = Descriptor(
        "radam", summary: "Adam with a rectified start", reference: "Liu et al. 2020, arXiv:1908.03265",
        tunables: [.learningRate(default: 1e-3), .firstBeta(), .secondBeta(), .epsilon(), .weightDecay(default: 0)])
    public static let slotCount = 2

    private let epsilon: Double
    private let decay: Float
    private var moments: Moments
    private var terms = ck_adam_terms()

    public init(_ values: Values) {
        moments = Moments(beta1: values.real("beta1"), beta2: values.real("beta2"))
        epsilon = values.real("epsilon")
        decay = values.float("weight_decay")
    }

    public var scalars: [Double] {
        get { moments.scalars }
        set { moments.scalars = newValue }
    }

    public mutating func begin(step: Int, rate: Double) {
        moments.advance()
        let rectified = rectification(step).map { $0 * moments.second.weight.squareRoot() }
        terms = moments.terms(rate: rate * (rectified ?? 1), epsilon: rectified == nil ? 1 : epsilon)
        // Without rectification the denominator is 1: √v out, 1 in the place of ε.
        terms.root = rectified == nil ? 0 : 1
    }

    public mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        region.updateByMoments(terms, gradient: region.terms(scale: scale, decay: decay))
    }

    /// r, or `nil` while the variance is intractable.
    private func rectification(_ step: Int) -> Double? {
        let product = moments.second.product
        let limit = 2 / (1 - moments.beta2) - 1
        let length = limit - 2 * Double(step) * product / (1 - product)
        guard length > 5 else { return nil }
        return ((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)).squareRoot()
    }
}
