import Tensors
import Tunables

/// Plain gradient descent: W −= lr·g. With `batch.size: all` it is batch gradient descent, with 1 stochastic.
///
/// Source: optimization-and-regularization.md, "Gradient Descent".
public struct StochasticGradientDescent: Optimizer {
    public static let descriptor = Descriptor(
        "sgd", summary: "plain gradient descent", reference: "Robbins & Monro 1951",
        tunables: [.learningRate(default: 0.01), .weightDecay(default: 0)])
    public static let slotCount = 0

    private let decay: Float
    private var rate: Float = 0

    public init(_ values: Values) { decay = values.float("weight_decay") }

    public mutating func begin(step: Int, rate: Double) { self.rate = Float(rate) }

    public mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        ck_sgd(
            region.parameters, region.gradients, region.count, scale, rate, region.isDecayed ? decay : 0)
    }
}
