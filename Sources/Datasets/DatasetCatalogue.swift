import Tunables

/// Every source of data.
public enum DatasetCatalogue: Catalogue {
    public static let key = "data"
    public static let title = "datasets"
    public static let descriptors: [Descriptor] = [Descriptor("digits", summary: "handwritten digits, 8×8")]
}
