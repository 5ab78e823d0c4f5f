import Tunables

/// Gradients as they are.
public struct NoClipping: Clipping {
    public static let descriptor = Descriptor("none", summary: "gradients as they are")

    public init(_ values: Values) {}

    public func clip(_ regions: UnsafeMutableBufferPointer<GradientRegion>) {
        for index in regions.indices { regions[index].scale(by: 1) }
    }
}
