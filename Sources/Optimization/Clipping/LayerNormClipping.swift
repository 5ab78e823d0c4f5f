import Tunables

/// Each layer's gradient, weights and biases together, shortened to length c where it is longer
/// (gradients-clipping-optimizers-notes.md, "Per-Layer Gradient Clipping").
public struct LayerNormClipping: Clipping {
    public static let descriptor = Descriptor(
        "per_layer_norm", summary: "shortens each layer's gradient", reference: "Pascanu et al. 2013, layer by layer",
        tunables: [.limit(default: 1, help: "greatest length of a layer's gradient")])

    private let limit: Double

    public init(_ values: Values) { limit = values.real("limit") }

    public func clip(_ regions: UnsafeMutableBufferPointer<GradientRegion>) {
        forEachLayer(regions) { $0.shorten(norm: $0.squaredNorm.squareRoot(), to: limit) }
    }
}
