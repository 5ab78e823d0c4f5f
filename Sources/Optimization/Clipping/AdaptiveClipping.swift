import Tensors
import Tunables

/// Adaptive gradient clipping: the gradient of each unit (its incoming weights, a column) is shortened to
/// λ·max(‖W‖, ε) where it is longer, ‖W‖ being the length of the unit's weights. A vector counts as one unit.
///
/// The last layer is left alone unless `final_layer` is on, as the paper advises.
public struct AdaptiveClipping: Clipping {
    public static let descriptor = Descriptor(
        "adaptive", summary: "shortens each unit's gradient by the length of its weights",
        reference: "Brock et al. 2021, arXiv:2102.06171",
        tunables: [
            .real("lambda", default: 0.01, in: .positive, scale: .log, help: "greatest ratio of gradient to weights"),
            .real("epsilon", default: 1e-3, in: .positive, scale: .log, help: "weights count as at least this long"),
            .toggle("final_layer", default: false, help: "whether the last layer is clipped too"),
        ])

    private let lambda: Double
    private let epsilon: Double
    private let clipsFinal: Bool

    public init(_ values: Values) {
        lambda = values.real("lambda")
        epsilon = values.real("epsilon")
        clipsFinal = values.toggle("final_layer")
    }

    public func clip(_ regions: UnsafeMutableBufferPointer<GradientRegion>) {
        for index in regions.indices {
            let region = regions[index]
            if region.isFinal && !clipsFinal {
                regions[index].scale(by: 1)
            } else if region.rows == 1 {
                let weights = ck_squared_norm(region.parameters, region.count).squareRoot()
                let norm = region.squaredNorm.squareRoot()
                let allowed = lambda * max(weights, epsilon)
                regions[index].scale(by: norm.isFinite && norm > allowed ? allowed / norm : 1)
            } else {
                let left = ck_clip_units(
                    region.gradients, region.parameters, region.rows, region.columns, Float(lambda), Float(epsilon))
                regions[index].replaced(squaredNorm: left)
            }
        }
    }
}
