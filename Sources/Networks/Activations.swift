import Tunables

/// Every activation function.
public enum Activations: Catalogue {
    public static let key = "activation"
    public static let title = "activations"
    public static let descriptors: [Descriptor] = ["identity", "step", "sigmoid", "tanh", "relu", "softmax"].map {
        Descriptor($0, summary: "")
    }
}
