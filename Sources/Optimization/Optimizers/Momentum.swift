import Tensors
import Tunables

/// Gradient descent with a velocity (Polyak 1964), in three forms:
/// - `pytorch`: v = βv + (1−d)g with v₁ = g; W −= lr·v
/// - `averaged`: v = βv + (1−β)g from v₀ = 0; W −= lr·v (training-methodologies.md, "Momentum")
/// - `velocity`: v = βv + lr·g; W −= v, so that a change of lr fades in
///
/// The buffer is kept also while β is 0, so β can be raised live. A change of form carries the velocity over in the new
/// form's unit: `velocity` measures in lr·g, the others in g.
public struct Momentum: Optimizer {
    enum Form: String, CaseIterable {
        case pytorch, averaged, velocity
    }

    public static let descriptor = Descriptor(
        "momentum", summary: "gradient descent that keeps its velocity", reference: "Polyak 1964",
        tunables: [
            .learningRate(default: 0.01), .momentum(),
            .choice(
                "form", default: Form.pytorch.rawValue, of: Form.allCases.map(\.rawValue),
                help: "how gradients enter the velocity"),
            .real("dampening", default: 0, in: .unit, help: "share of each gradient kept out (form pytorch)")
                .needing("form", .isOneOf([Form.pytorch.rawValue])),
            .weightDecay(default: 0),
        ])
    public static let slotCount = 1

    private let beta: Double
    private let dampening: Double
    private let form: Form
    private let decay: Float
    /// The form and rate of the last step; `nil` before the first.
    private var last: (form: Form, rate: Double)?
    private var keep: Float = 0
    private var take: Float = 1
    private var rate: Float = 0

    public init(_ values: Values) {
        beta = values.real("beta")
        dampening = values.real("dampening")
        form = Form(rawValue: values.word("form")) ?? .pytorch
        decay = values.float("weight_decay")
    }

    public var scalars: [Double] {
        get { [last.flatMap { Form.allCases.firstIndex(of: $0.form) }.map(Double.init) ?? -1, last?.rate ?? 0] }
        set {
            guard newValue.count == 2, let form = Form.allCases.indices.first(where: { Double($0) == newValue[0] })
            else {
                last = nil
                return
            }
            last = (Form.allCases[form], newValue[1])
        }
    }

    public mutating func begin(step: Int, rate: Double) {
        keep = Float(beta * unitChange(rate: rate))
        self.rate = form == .velocity ? 1 : Float(rate)
        take =
            switch form {
            case .pytorch: Float(step == 1 ? 1 : 1 - dampening)
            case .averaged: Float(1 - beta)
            case .velocity: Float(rate)
            }
        last = (form, rate)
    }

    public mutating func update(_ region: UpdateRegion, scale: Float) -> ck_update_norms {
        ck_momentum(
            region.parameters, region.gradients, region.slot(0), region.count, region.terms(scale: scale, decay: decay),
            keep, take, rate)
    }

    /// What the buffer is multiplied by to mean the same velocity in this step's form.
    private func unitChange(rate: Double) -> Double {
        guard let last, last.form != form else { return 1 }
        if form == .velocity { return last.rate }
        return last.form == .velocity ? (rate > 0 ? 1 / rate : 0) : 1
    }
}
