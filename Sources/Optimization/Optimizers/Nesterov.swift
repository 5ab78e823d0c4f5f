import Tensors
import Tunables

/// Momentum that looks ahead: v = βv + g; W −= lr·(g + βv), the gradient taken at the current weights.
///
/// The seeds write g at W − βv (optimization-and-regularization.md); this is the equivalent form of Sutskever et al. 2013
/// that PyTorch uses.
public struct Nesterov: Optimizer {
    public static let descriptor = Descriptor(
        "nesterov", summary: "momentum that looks ahead", reference: "Nesterov 1983; Sutskever et al. 2013",
        tunables: [.learningRate(default: 0.01), .momentum(), .weightDecay(default: 0)])
    public static let slotCount = 1

    private let beta: Float
    private let decay: Float
    private var rate: Float = 0

    public init(_ values: Values) {
        beta = values.float("beta")
        decay = values.float("weight_decay")
    }

    public mutating func begin(step: Int, rate: Double) { self.rate = Float(rate) }

    public mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        ck_nesterov(
            region.parameters, region.gradients, region.slot(0), region.count, region.terms(scale: scale, decay: decay),
            beta, rate)
    }
}
