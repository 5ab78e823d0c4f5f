import Tunables

/// Every kind of layer.
public enum Layers: Catalogue {
    public static let key = "layers"
    public static let title = "layers"
    public static let descriptors = kinds.map(\.descriptor)

    static let kinds: [LayerKind] = [
        .dense, .conv2d, .maxPool, .averagePool, .flatten, .dropout, .batchNorm, .layerNorm, .activation, .residual,
        .embedding, .rnn, .lstm, .gru,
    ]

    /// A choice inside a layer: its activation, its initializer.
    public struct InnerFamily: Sendable {
        public let key: String
        public let title: String
        public let descriptors: [Descriptor]
        public let defaultName: String
        public let help: String

        static let activation = InnerFamily(
            key: Activations.key, title: Activations.title, descriptors: Activations.descriptors,
            defaultName: "identity", help: "the function applied to the layer's output")
        static let initializer = InnerFamily(
            key: Initializers.key, title: Initializers.title, descriptors: Initializers.descriptors,
            defaultName: "auto", help: "where this layer's weights start")
    }

    /// The choices a layer of this type offers.
    public static func innerFamilies(of type: String) -> [InnerFamily] { kind(named: type)?.families ?? [] }

    /// The kinds that hold layers of their own.
    public static let blockNames = kinds.filter(\.holdsLayers).map(\.descriptor.name)

    /// How many layers stand inside the one at `key`: those of `key.layers.1`, `key.layers.2`, … that name their type.
    public static func nestedCount(in settings: Settings, at key: String) -> Int {
        var count = 0
        while settings["\(key).layers.\(count + 1).type"] != nil { count += 1 }
        return count
    }

    static func kind(named name: String) -> LayerKind? {
        kinds.first { $0.descriptor.name == name || $0.descriptor.aliases.contains(name) }
    }
}

extension Tunable {
    /// What every layer with weights can override.
    static let layerPenalties: [Tunable] = [
        .real("l1", default: 0, in: Bounds(0, 100), scale: .log, help: "this layer's own l1; unset, the global one"),
        .real("l2", default: 0, in: Bounds(0, 100), scale: .log, help: "this layer's own l2; unset, the global one"),
    ]
    /// Dropout after a hidden layer.
    static let layerDropout = Tunable.real(
        "dropout", default: 0, in: .fraction, help: "share of units dropped in training")
}
