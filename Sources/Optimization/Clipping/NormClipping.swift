import Tensors
import Tunables

/// All gradients together, shortened to length c where they are longer: g ← g · c/‖g‖ (Pascanu et al. 2013).
public struct NormClipping: Clipping {
    enum Length: String, CaseIterable { case l2, l1, max }

    public static let descriptor = Descriptor(
        "norm", summary: "shortens the whole gradient", reference: "Pascanu, Mikolov & Bengio 2013, arXiv:1211.5063",
        tunables: [
            .limit(default: 1, help: "greatest length of the gradient"),
            .choice(
                "norm_type", default: Length.l2.rawValue, of: Length.allCases.map(\.rawValue), help: "which length"),
        ])

    private let limit: Double
    private let length: Length

    public init(_ values: Values) {
        limit = values.real("limit")
        length = Length(rawValue: values.word("norm_type")) ?? .l2
    }

    public func clip(_ regions: UnsafeMutableBufferPointer<GradientRegion>) {
        let norm =
            switch length {
            case .l2: regions.squaredNorm.squareRoot()
            case .l1: regions.reduce(0) { $0 + ck_absolute_sum($1.gradients, $1.count) }
            case .max: regions.reduce(0) { max($0, ck_greatest_magnitude($1.gradients, $1.count)) }
            }
        regions.shorten(norm: norm, to: limit)
    }
}
