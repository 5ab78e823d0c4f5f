import Tensors
import Tunables

/// Only the direction counts: W ← (1 − lr·λ)·W − lr·sign(β₁m + (1−β₁)g); then m = β₂m + (1−β₂)g.
public struct Lion: Optimizer {
    public static let descriptor = Descriptor(
        "lion", summary: "steps of one size by the sign of the momentum",
        reference: "Chen et al. 2023, arXiv:2302.06675",
        tunables: [
            .learningRate(default: 1e-4), .firstBeta(), .secondBeta(default: 0.99), .decoupledDecay(default: 0),
        ])
    public static let slotCount = 1

    private let mixed: ck_average
    private let kept: ck_average
    private let decay: Double
    private var rate: Float = 0
    private var shrink: Float = 1

    public init(_ values: Values) {
        mixed = ck_average(decay: values.real("beta1"))
        kept = ck_average(decay: values.real("beta2"))
        decay = values.real("weight_decay")
    }

    public mutating func begin(step: Int, rate: Double) {
        self.rate = Float(rate)
        shrink = Float(1 - rate * decay)
    }

    public mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        ck_lion(
            region.parameters, region.gradients, region.slot(0), region.count, scale, region.isDecayed ? shrink : 1,
            mixed, kept, rate)
    }
}
