import Tensors
import Tunables

/// A rate of its own for each parameter, which only ever falls: G += g²; W −= lr·g/(√G + ε).
///
/// `initial_accumulator` is G before the first step.
public struct Adagrad: Optimizer {
    public static let descriptor = Descriptor(
        "adagrad", summary: "divides by the root of all squared gradients so far", reference: "Duchi et al. 2011",
        tunables: [
            .learningRate(default: 0.01), .epsilon(default: 1e-10),
            .real(
                "initial_accumulator", default: 0, in: .nonNegative,
                help: "sum of squared gradients to start from; tames the first steps"),
            .weightDecay(default: 0),
        ])
    public static let slotCount = 1

    private let epsilon: Float
    private let initial: Float
    private let decay: Float
    private var rate: Float = 0

    public init(_ values: Values) {
        epsilon = values.float("epsilon")
        initial = values.float("initial_accumulator")
        decay = values.float("weight_decay")
    }

    public mutating func begin(step: Int, rate: Double) { self.rate = Float(rate) }

    public mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        ck_adagrad(
            region.parameters, region.gradients, region.slot(0), region.count, region.terms(scale: scale, decay: decay),
            rate, initial, epsilon)
    }
}
