import Tensors
import Tunables

/// Steps in the unit of the parameters: s = ρs + (1−ρ)g²; d = g·√(a+ε)/√(s+ε); a = ρa + (1−ρ)d²; W −= lr·d.
public struct Adadelta: Optimizer {
    public static let descriptor = Descriptor(
        "adadelta", summary: "scales steps by the size of past steps", reference: "Zeiler 2012, arXiv:1212.5701",
        tunables: [
            .learningRate(default: 1),
            .real("rho", default: 0.9, in: .fraction, help: "decay of both moving averages"),
            .epsilon(default: 1e-6), .weightDecay(default: 0),
        ])
    public static let slotCount = 2

    private let average: ck_average
    private let epsilon: Float
    private let decay: Float
    private var rate: Float = 0

    public init(_ values: Values) {
        average = ck_average(decay: values.real("rho"))
        epsilon = values.float("epsilon")
        decay = values.float("weight_decay")
    }

    public mutating func begin(step: Int, rate: Double) { self.rate = Float(rate) }

    public mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        ck_adadelta(
            region.parameters, region.gradients, region.slot(0), region.slot(1), region.count,
            region.terms(scale: scale, decay: decay), rate, average, epsilon)
    }
}
