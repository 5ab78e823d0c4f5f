import Tensors
import Tunables

/// Every element into −v…v (gradients-clipping-optimizers-notes.md, "Value-Based Clipping"). Turns the gradient's direction.
public struct ValueClipping: Clipping {
    public static let descriptor = Descriptor(
        "value", summary: "cuts every element of the gradient off", reference: "Mikolov 2012",
        tunables: [.limit(default: 0.5, help: "greatest size of an element")])

    private let limit: Float

    public init(_ values: Values) { limit = values.float("limit") }

    public func clip(_ regions: UnsafeMutableBufferPointer<GradientRegion>) {
        for index in regions.indices {
            let region = regions[index]
            regions[index].replaced(
                squaredNorm: region.squaredNorm.isFinite
                    ? ck_clip_values(region.gradients, region.count, limit) : region.squaredNorm)
        }
    }
}
