import Tensors
import Tunables

/// Layers in a row over one parameter arena.
///
/// Intended use: build, `reserve` rows, `configure`, `initialize`, then for each batch `forward`, the loss's gradient,
/// `backward`; the gradients lie in ``arena``. Belongs to one queue.
public final class Network {
    public let inputWidth: Int
    public let outputWidth: Int
    public let arena: ParameterArena
    /// The layers that have a weight matrix, from input to output.
    public let weightedLayers: [WeightedLayer]

    /// A layer with weights, as telemetry and panes count them.
    public struct WeightedLayer {
        public let number: Int
        /// The number as people count: `3`; inside a block `3.1`.
        public let label: String
        /// Where its settings stand: `layers.3`, `layers.3.layers.1`.
        public let key: String
        public let name: String
        public let activation: String
        public let units: Int
        public let parameterCount: Int
        /// Its weight matrices in the arena.
        public let weights: [ParameterBlock]
    }

    private let placed: [NetworkBuilder.Placed]
    private let layers: [any Layer]
    /// The lowest layer that trains: below it no gradient is needed.
    private let firstTrained: Int

    /// Builds the layers the settings name.
    ///
    /// - Parameters:
    ///   - input: what a sample looks like.
    ///   - outputs: how many numbers the last layer must give.
    ///   - memory: bytes that may be taken.
    /// - Throws: the mistakes found, all of them.
    public init(
        settings: Settings, layerCount: Int, input: Shape, outputs: Int, loss: Loss,
        memory: Double = MachineMemory.available
    ) throws(NetworkErrors) {
        let builder = NetworkBuilder(
            settings: settings, layerCount: layerCount, input: input, outputs: outputs, loss: loss)
        guard builder.errors.isEmpty else { throw NetworkErrors(all: builder.errors) }
        placed = builder.placed
        layers = builder.placed.map(\.layer)
        // Asked before anything of the size is allocated: parameters and their gradients.
        let parameters = 8 * layers.reduce(0.0) { $0 + $1.blocks.reduce(0.0) { $0 + Double($1.count) } }
        guard parameters <= memory else {
            let (needed, left) = (Self.bytes(parameters), Self.bytes(memory))
            throw NetworkErrors(all: [
                NetworkError(
                    key: "layers",
                    "the weights and their gradients need \(needed) of memory, of which \(left) are left: "
                        + "use fewer units or layers")
            ])
        }
        needsSeveralRows = layers.contains(where: \.needsSeveralRows)
        inputWidth = input.width
        outputWidth = outputs
        firstTrained = layers.firstIndex { !$0.blocks.isEmpty } ?? layers.count

        let blocks = builder.placed.flatMap { item in
            item.layer.blocks.map { block in
                var numbered = block
                numbered.layerNumber = item.number
                return numbered
            }
        }
        arena = ParameterArena(blocks: blocks, statisticsCount: layers.reduce(0) { $0 + $1.statisticsCount })
        var next = 0
        var statistics = 0
        for layer in layers {
            let count = layer.blocks.count
            layer.bind(arena.blocks[next..<next + count], arena: arena, statisticsOffset: statistics)
            next += count
            statistics += layer.statisticsCount
        }
        weightedLayers = Self.weightedLayers(builder.placed, arena: arena)
    }

    private static func weightedLayers(_ placed: [NetworkBuilder.Placed], arena: ParameterArena) -> [WeightedLayer] {
        placed.compactMap { item in
            let own = arena.blocks.filter { $0.layerNumber == item.number }
            let weights = own.filter { $0.kind == .weight }
            guard !item.layer.blocks.isEmpty, !weights.isEmpty else { return nil }
            return WeightedLayer(
                number: item.number, label: item.label, key: item.key, name: item.layer.name,
                activation: item.activation.name, units: item.layer.units,
                parameterCount: own.reduce(0) { $0 + $1.count }, weights: weights)
        }
    }

    /// Bytes that `reserve` takes for each row.
    public var bytesPerRow: Double { 4 * layers.reduce(0.0) { $0 + Double($1.floatsPerRow) } }

    /// `1.5 GB`, `12 MB`
    public static func bytes(_ count: Double) -> String {
        count >= 1e9 ? "\((count / 1e8).rounded() / 10) GB" : "\(Int((count / 1e6).rounded(.up))) MB"
    }

    /// Makes room for batches of so many rows.
    public func reserve(rows: Int) { for layer in layers { layer.reserve(rows: rows) } }

    /// Draws all weights anew.
    public func initialize(seed: UInt64) {
        for item in placed { item.layer.initialize(seed: seed, number: item.number) }
    }

    /// Takes over what can change while training runs.
    public func configure(_ settings: Settings) {
        for item in placed {
            if let dropout = item.layer as? DropoutLayer {
                dropout.setRate(dropoutRate(item, settings))
            } else if let descriptor = item.descriptor {
                item.layer.configure(Values(descriptor, settings: settings, prefix: item.key), settings: settings)
            }
        }
    }

    /// A layer's own rate, else the common one; a `dropout` layer's default is its own.
    private func dropoutRate(_ item: NetworkBuilder.Placed, _ settings: Settings) -> Float {
        guard let key = item.rateKey else { return 0 }
        if let own = settings[key]?.number { return Float(own) }
        if key == "input_dropout" { return 0 }
        if let common = settings["dropout.rate"]?.number { return Float(common) }
        return key.hasSuffix(".rate") ? 0.5 : 0
    }

    /// Why a rate at `key` (`layers.2.dropout`, `input_dropout`, or `dropout.rate` for all layers) would drop nothing; `nil`
    /// where a layer reads it.
    public func reasonAgainstDropout(at key: String) -> String? {
        if key == "dropout.rate" {
            let hasReader = placed.contains { $0.rateKey.map { $0 != "input_dropout" } ?? false }
            return hasReader ? nil : "'\(key)' does nothing: no layer before the outputs can drop units"
        }
        if placed.contains(where: { $0.rateKey == key }) { return nil }
        if key == "input_dropout" { return NetworkBuilder.tokensCannotBeScaled }
        return "'\(key)' does nothing: the last layer gives the outputs, which are all needed; set it in a layer before"
    }

    /// Each parameter with a name of its own, from input to output: `1.dense64.weight`, inside a block `3.1.dense16.bias`.
    public var namedBlocks: [(name: String, block: ParameterBlock)] {
        let names = placed.flatMap { item in
            item.layer.blocks.map { "\(item.label).\(item.layer.name).\($0.name)" }
        }
        return zip(Self.unique(names), arena.blocks).map { ($0, $1) }
    }

    /// Where each layer's running statistics stand among all: `2.batch_norm.statistics`.
    public var namedStatistics: [(name: String, range: Range<Int>)] {
        let owners = placed.filter { $0.layer.statisticsCount > 0 }
        let names = Self.unique(owners.map { "\($0.label).\($0.layer.name).statistics" })
        var start = 0
        return zip(names, owners).map { name, item in
            defer { start += item.layer.statisticsCount }
            return (name, start..<start + item.layer.statisticsCount)
        }
    }

    /// The names, with a number behind those that stand more than once.
    private static func unique(_ names: [String]) -> [String] {
        var seen: [String: Int] = [:]
        return names.map { name in
            seen[name, default: 0] += 1
            return seen[name] == 1 ? name : "\(name).\(seen[name, default: 1])"
        }
    }

    /// Whether a layer needs at least two rows in training.
    /// Asked in every step, so it is told once.
    public let needsSeveralRows: Bool

    /// Runs a batch through. The result is rows × outputWidth, valid until the next call.
    public func forward(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) -> UnsafePointer<Float> {
        var values = input
        for layer in layers { values = layer.forward(values, rows: rows, pass: pass) }
        return values
    }

    /// From dL/d(outputs), which is overwritten, to the gradients of all parameters.
    public func backward(_ gradient: UnsafeMutablePointer<Float>, rows: Int, pass: Pass) {
        var signal = gradient
        for index in stride(from: layers.count - 1, through: firstTrained, by: -1) {
            let below = layers[index].backward(
                signal, rows: rows, pass: pass, wantsInputGradient: index > firstTrained)
            guard let below else { return }
            signal = below
        }
    }

    /// The first layer whose output holds a non-finite value when the batch runs through, with the row.
    public func firstNonFiniteOutput(
        _ input: UnsafePointer<Float>, rows: Int, pass: Pass
    ) -> (number: Int, label: String, name: String, row: Int)? {
        var values = input
        for item in placed {
            values = item.layer.forward(values, rows: rows, pass: pass)
            let layout = item.layer.outputLayout
            let count = layout.filled(rows) * item.layer.outputWidth
            let found = ck_first_non_finite(values, count)
            guard found < count else { continue }
            return (item.number, item.label, item.layer.name, layout.row(of: found, width: item.layer.outputWidth))
        }
        return nil
    }
}

/// All that is wrong with a list of layers.
public struct NetworkErrors: Error, Sendable {
    public let all: [NetworkError]
}
