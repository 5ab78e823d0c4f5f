import Tunables

/// Turns the settings below `layers.` into layers.
struct NetworkBuilder {
    let settings: Settings
    let layerCount: Int
    /// What the last layer must give.
    let outputs: Int
    let loss: Loss

    /// A layer in the making, with the number and key it is configured under.
    struct Placed {
        let layer: any Layer
        let number: Int
        let activation: Activation
        /// Where its settings are read, and by which declaration; `nil` for what has none of its own.
        var key = ""
        /// `3`; inside a block `3.1`.
        var label = ""
        var descriptor: Descriptor?
        /// Where a dropout layer finds its rate: its own key, else `dropout.rate`.
        var rateKey: String?
    }

    private(set) var placed: [Placed] = []
    private(set) var errors: [NetworkError] = []
    /// What comes out of the layers so far, and how a batch of it lies in memory.
    private(set) var shape: Shape
    private(set) var layout = BatchLayout.rows
    /// Layers inside blocks so far.
    private var nestedCount = 0

    init(settings: Settings, layerCount: Int, input: Shape, outputs: Int, loss: Loss) {
        self.settings = settings
        self.layerCount = layerCount
        self.outputs = outputs
        self.loss = loss
        shape = input
        addInputDropout()
        guard layerCount > 0 else {
            fail("layers", "a network needs at least one layer")
            return
        }
        for number in 1...layerCount { add(LayerPlace(number: number, key: "layers.\(number)")) }
        arrange(.rows, number: layerCount)
        if errors.isEmpty, shape.width != outputs {
            fail(
                "layers.\(layerCount)",
                "the last layer gives \(shape.width) values, but the data asks for \(outputs): end with a dense layer of "
                    + "'units: outputs'")
        }
    }

    /// Tokens are names: scaled they would be other tokens.
    private mutating func addInputDropout() {
        guard case .sequence(_, _, let tokens) = shape, tokens > 0 else {
            return addDropout(rateKey: "input_dropout", number: 0)
        }
        guard let rate = settings["input_dropout"]?.number, rate > 0 else { return }
        fail("input_dropout", Self.tokensCannotBeScaled)
    }

    static let tokensCannotBeScaled =
        "the samples are words, which cannot be scaled: set 'dropout' in a recurrent layer, or mask words by augmentation"

    private mutating func add(_ place: LayerPlace) {
        let type = if case .word(let word)? = settings["\(place.key).type"] { word } else { "dense" }
        guard let kind = Layers.kind(named: type) else {
            return fail("\(place.key).type", "unknown layer type '\(type)'")
        }
        kind.build(&self, place)
    }

    /// Appends the layers that the block at `place` lists, and theirs.
    mutating func addNested(in place: LayerPlace) {
        var position = 1
        while settings["\(place.key).layers.\(position).type"] != nil {
            nestedCount += 1
            add(LayerPlace(number: layerCount + nestedCount, key: "\(place.key).layers.\(position)"))
            position += 1
        }
        if position == 1 { fail(place.key, "the block needs layers: list them below 'layers'") }
    }

    // MARK: What kinds of layers build with

    /// Whether the layer gives the network's outputs.
    func isLast(_ place: LayerPlace) -> Bool { place.number == layerCount }

    /// The layer's own tunables.
    func values(_ kind: LayerKind, at place: LayerPlace) -> Values {
        Values(kind.descriptor, settings: settings, prefix: place.key)
    }

    /// The chosen activation, a mistake noted where it cannot be; in the last layer the one that the loss computes itself
    /// counts as none.
    mutating func activation(at place: LayerPlace) -> Activation {
        let chosen = Activation(settings, at: "\(place.key).activation")
        if chosen.name == "scaled_sigmoid", !(chosen.b - chosen.a).isNormal {
            fail("\(place.key).activation.high", "from \(chosen.a) to \(chosen.b) is no range: set 'low' below 'high'")
        }
        return isLast(place) && chosen.name == loss.fusedActivation ? .identity : chosen
    }

    /// Places a layer; from here on samples have the shape it gives.
    mutating func append(
        _ layer: any Layer, of kind: LayerKind, at place: LayerPlace, activation: Activation = .identity,
        gives shape: Shape
    ) {
        arrange(layer.layout, number: place.number)
        placed.append(
            Placed(
                layer: layer, number: place.number, activation: activation, key: place.key, label: place.label,
                descriptor: kind.descriptor)
        )
        self.shape = shape
        layout = layer.outputLayout
    }

    /// From here on a batch lies in memory as `wanted`.
    mutating func arrange(_ wanted: BatchLayout, number: Int) {
        guard wanted != layout else { return }
        placed.append(
            Placed(layer: LayoutLayer(width: shape.width, to: wanted), number: number, activation: .identity))
        layout = wanted
    }

    /// Places dropout, which reads its rate at `rateKey`.
    mutating func addDropout(rateKey: String, number: Int) {
        placed.append(
            Placed(
                layer: DropoutLayer(width: shape.width, part: number, layout: layout), number: number,
                activation: .identity,
                rateKey: rateKey))
    }

    /// Places what has no settings of its own, such as the beginning of a skip; samples keep their shape.
    mutating func append(bare layer: any Layer, at place: LayerPlace) {
        arrange(layer.layout, number: place.number)
        placed.append(Placed(layer: layer, number: place.number, activation: .identity, label: place.label))
    }

    /// Notes a mistake: the key it is about, what is wrong and what would do.
    mutating func fail(_ key: String, _ message: String) { errors.append(NetworkError(key: key, message)) }
}
