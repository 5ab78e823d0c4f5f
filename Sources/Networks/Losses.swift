import Tunables

/// Every loss.
public enum Losses: Catalogue {
    public static let key = "loss"
    public static let title = "losses"
    public static let descriptors: [Descriptor] = ["cross_entropy", "binary_cross_entropy", "mse", "mae", "huber"].map {
        Descriptor($0, summary: "")
    }
}
