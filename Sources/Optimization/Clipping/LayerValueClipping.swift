import Tensors
import Tunables

/// Each layer's elements into ±v times the layer's own root mean square: outliers are cut off however large or small a
/// layer's gradients are. (With one v for all layers it would be `value`.)
public struct LayerValueClipping: Clipping {
    public static let descriptor = Descriptor(
        "per_layer_value", summary: "cuts each layer's outliers off", reference: "Mikolov 2012, layer by layer",
        tunables: [.limit(default: 3, help: "greatest size of an element, in root mean squares of its layer")])

    private let limit: Double

    public init(_ values: Values) { limit = values.real("limit") }

    public func clip(_ regions: UnsafeMutableBufferPointer<GradientRegion>) {
        forEachLayer(regions) { layer in
            let count = layer.reduce(0) { $0 + $1.count }
            let bound = limit * (layer.squaredNorm / Double(max(1, count))).squareRoot()
            for index in layer.indices {
                let squares =
                    bound.isFinite
                    ? ck_clip_values(layer[index].gradients, layer[index].count, Float(bound))
                    : layer[index].squaredNorm
                layer[index].replaced(squaredNorm: squares)
            }
        }
    }
}
