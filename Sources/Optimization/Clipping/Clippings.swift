import Tunables

/// Every way of gradient clipping.
public enum Clippings: Catalogue {
    public static let key = "clip"
    public static let title = "clippings"
    public static let descriptors: [Descriptor] = [Descriptor("none", summary: "gradients as they are")]
}
