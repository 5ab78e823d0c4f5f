import Tensors
import Tunables

/// Momentum whose step is made orthogonal for each weight matrix: m = βm + (1−β)g; X = m, or (1−β)g + βm with `nesterov`;
/// W ← (1 − lr·λ)·W − lr·√max(1, out/in)·NewtonSchulz(X).
///
/// Vectors (biases, normalization parameters, matrices of one row or column) take AdamW's step at lr · `adamw_scale`.
public struct Muon: Optimizer {
    public static let descriptor = Descriptor(
        "muon", summary: "momentum made orthogonal for each weight matrix",
        reference: "Jordan et al. 2024; Liu et al. 2025, arXiv:2502.16982",
        tunables: [
            .learningRate(default: 0.02), .momentum("momentum", default: 0.95),
            .toggle("nesterov", default: true, help: "looks ahead before the step is made orthogonal"),
            .integer("iterations", default: 5, in: 1...20, help: "Newton–Schulz steps toward orthogonality"),
            .decoupledDecay(default: 0.01),
            .real(
                "adamw_scale", default: 0.05, in: .nonNegative, scale: .log,
                help: "AdamW's rate for biases and other vectors, as a share of lr"),
            .firstBeta(), .secondBeta(), .epsilon(),
        ])
    /// Momentum, or both moments of AdamW.
    public static let slotCount = 2

    private let momentum: ck_average
    private let looksAhead: Bool
    private let iterations: Int
    private let decay: Double
    private let vectorScale: Double
    private let epsilon: Double
    private var moments: Moments
    private var newtonSchulz = NewtonSchulz()
    private var rate = 0.0
    private var terms = ck_adam_terms()

    public init(_ values: Values) {
        momentum = ck_average(decay: values.real("momentum"))
        looksAhead = values.toggle("nesterov")
        iterations = values.integer("iterations") ?? 5
        decay = values.real("weight_decay")
        vectorScale = values.real("adamw_scale")
        epsilon = values.real("epsilon")
        moments = Moments(beta1: values.real("beta1"), beta2: values.real("beta2"))
    }

    public var scalars: [Double] {
        get { moments.scalars }
        set { moments.scalars = newValue }
    }

    public mutating func begin(step: Int, rate: Double) {
        moments.advance()
        self.rate = rate
        terms = moments.terms(rate: rate * vectorScale, epsilon: epsilon)
    }

    public mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        guard region.rows > 1, region.columns > 1 else { return updateVector(region, scale: scale) }
        let widening = max(1, Double(region.columns) / Double(region.rows)).squareRoot()
        let shrink = region.isDecayed ? Float(1 - rate * decay) : 1
        let step = Float(rate * widening)
        let average = momentum
        let looks: Int32 = looksAhead ? 1 : 0
        return newtonSchulz.orthogonalize(
            rows: region.rows, columns: region.columns, iterations: iterations,
            fill: { ck_muon_momentum(region.gradients, region.slot(0), $0, region.count, scale, average, looks) },
            use: { ck_apply_direction(region.parameters, $0, region.count, shrink, step) })
    }

    private func updateVector(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        var terms = terms
        if region.isDecayed { terms.shrink = Float(1 - rate * vectorScale * decay) }
        return region.updateByMoments(terms, gradient: ck_gradient_terms(scale: scale, decay: 0))
    }
}
