import Tunables

/// A kind of layer: what it declares, which choices it holds, and how it is built. It stands in the file of its layer, and
/// in ``Layers/kinds``.
struct LayerKind: Sendable {
    let descriptor: Descriptor
    /// The choices inside the layer: its activation, its initializer.
    var families: [Layers.InnerFamily] = []
    /// Appends the layer at `place` to the builder, or what is wrong with it.
    let build: @Sendable (inout NetworkBuilder, LayerPlace) -> Void
}

/// Where a layer stands: its number from 1, and the key that its settings begin with.
struct LayerPlace: Sendable {
    let number: Int
    let key: String
}
