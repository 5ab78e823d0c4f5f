import Tunables

/// Every kind of layer.
public enum Layers: Catalogue {
    public static let key = "layers"
    public static let title = "layers"
    public static let descriptors: [Descriptor] = [
        Descriptor(
            "dense", summary: "every input to every unit, then an activation",
            tunables: [
                Tunable(
                    "units", .integer(Bounds(1, 65536), words: ["outputs"]), default: "outputs", change: .restart,
                    help: "units; 'outputs' takes what the data asks for"),
                .toggle("bias", default: true, change: .restart, help: "whether units have a bias"),
                .real("dropout", default: 0, in: .fraction, help: "share of units dropped in training"),
            ] + penalties),
        Descriptor(
            "dropout", summary: "drops units in training",
            tunables: [.real("rate", default: 0.5, in: .fraction, help: "share of units dropped in training")]),
        Descriptor(
            "batch_norm", summary: "normalizes each feature over the batch", reference: "Ioffe & Szegedy 2015",
            tunables: [
                .real("momentum", default: 0.1, in: .unit, help: "how fast running statistics follow"),
                .real("epsilon", default: 1e-5, in: .positive, scale: .log, help: "added to the variance"),
            ]),
        Descriptor("activation", summary: "an activation on its own"),
    ]

    private static let penalties: [Tunable] = [
        .real("l1", default: 0, in: Bounds(0, 100), scale: .log, help: "this layer's own l1; unset, the global one"),
        .real("l2", default: 0, in: Bounds(0, 100), scale: .log, help: "this layer's own l2; unset, the global one"),
    ]

    /// A choice inside a layer: its activation, its initializer.
    public struct InnerFamily: Sendable {
        public let key: String
        public let title: String
        public let descriptors: [Descriptor]
        public let defaultName: String
        public let help: String
    }

    /// The choices a layer of this type offers.
    public static func innerFamilies(of type: String) -> [InnerFamily] {
        let activation = InnerFamily(
            key: Activations.key, title: Activations.title, descriptors: Activations.descriptors,
            defaultName: "identity", help: "the function applied to the layer's output")
        let initializer = InnerFamily(
            key: Initializers.key, title: Initializers.title, descriptors: Initializers.descriptors,
            defaultName: "auto", help: "where this layer's weights start")
        switch type {
        case "dense": return [activation, initializer]
        case "batch_norm", "activation": return [activation]
        default: return []
        }
    }
}
