import Tunables

/// Every weight initializer.
public enum Initializers: Catalogue {
    public static let key = "init"
    public static let title = "initializers"
    public static let descriptors: [Descriptor] = ["auto", "zeros", "he_normal"].map { Descriptor($0, summary: "") }
}
