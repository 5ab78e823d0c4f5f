import Tunables

/// A kind of layer: what it declares, which choices it holds, and how it is built. It stands in the file of its layer, and
/// in ``Layers/kinds``.
struct LayerKind: Sendable {
    let descriptor: Descriptor
    /// The choices inside the layer: its activation, its initializer.
    var families: [Layers.InnerFamily] = []
    /// Whether it is a block with a list of layers of its own, below its key.
    var holdsLayers = false
    /// Appends the layer at `place` to the builder, or what is wrong with it.
    let build: @Sendable (inout NetworkBuilder, LayerPlace) -> Void
}

/// Where a layer stands: its number, and the key that its settings begin with.
struct LayerPlace: Sendable {
    /// From 1 at the input; layers inside blocks are numbered on after the last of the outer list.
    let number: Int
    /// `layers.3`; inside a block `layers.3.layers.1`.
    let key: String

    /// As people count: `3`; inside a block `3.1`.
    var label: String { key.split(separator: ".").filter { $0 != "layers" }.joined(separator: ".") }
}
