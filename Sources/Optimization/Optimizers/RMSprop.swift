import Tensors
import Tunables

/// Divides by a moving average of the gradient's size: v = ρv + (1−ρ)g²; W −= lr·g/(√v + ε).
///
/// `centered` takes the square of the mean gradient from v (Graves 2013); `momentum` β keeps a velocity u = βu + g/(√v+ε).
/// Either starts afresh when it is switched on live.
public struct RMSprop: Optimizer {
    public static let descriptor = Descriptor(
        "rmsprop", summary: "divides by the recent size of the gradient",
        reference: "Tieleman & Hinton 2012; Graves 2013, arXiv:1308.0850",
        tunables: [
            .learningRate(default: 0.01),
            .real("rho", default: 0.99, in: .fraction, help: "decay of the squared gradient's moving average"),
            .epsilon(), .toggle("centered", default: false, help: "divides by the spread around the mean gradient"),
            .momentum("momentum", default: 0), .weightDecay(default: 0),
        ])
    /// The squares, the mean gradient, the velocity.
    public static let slotCount = 3

    private let rho: Double
    private let epsilon: Float
    private let isCentered: Bool
    private let momentum: Float
    private let decay: Float
    /// Whether the last step kept the mean gradient and the velocity up to date.
    private var hasMean = false
    private var hasVelocity = false
    private var terms = ck_rmsprop_terms()

    public init(_ values: Values) {
        rho = values.real("rho")
        epsilon = values.float("epsilon")
        isCentered = values.toggle("centered")
        momentum = values.float("momentum")
        decay = values.float("weight_decay")
    }

    public var scalars: [Double] {
        get { [hasMean ? 1 : 0, hasVelocity ? 1 : 0] }
        set {
            guard newValue.count == 2 else { return }
            hasMean = newValue[0] != 0
            hasVelocity = newValue[1] != 0
        }
    }

    public mutating func begin(step: Int, rate: Double) {
        // What stayed behind in a slot while its option was off is older than the squares: a stale mean could exceed them.
        var mean = ck_average(decay: rho)
        if !hasMean { mean.keep = 0 }
        terms = ck_rmsprop_terms(
            rate: Float(rate), epsilon: epsilon, square: ck_average(decay: rho), mean: mean,
            momentum: hasVelocity ? momentum : 0)
        hasMean = isCentered
        hasVelocity = momentum > 0
    }

    public mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        ck_rmsprop(
            region.parameters, region.gradients, region.slot(0), isCentered ? region.slot(1) : nil,
            momentum > 0 ? region.slot(2) : nil, region.count, region.terms(scale: scale, decay: decay), terms)
    }
}
