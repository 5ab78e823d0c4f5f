import Tensors
import Tunables

@testable import Networks

/// A few layers over images, run by hand so that the gradient of their input can be looked at.
final class ImageStack {
    let arena: ParameterArena
    let layers: [any Layer]
    let rows: Int
    let shape: Shape

    init(_ settings: [String: Value], layers count: Int, input: Shape, rows: Int) {
        self.rows = rows
        let settings = Settings(settings)
        var builder = NetworkBuilder(
            settings: settings, layerCount: count, input: input, outputs: 1, loss: Loss(.squaredError))
        builder.arrange(.rows, number: count)
        shape = builder.shape
        layers = builder.placed.map(\.layer)
        arena = ParameterArena(
            blocks: layers.flatMap(\.blocks), statisticsCount: layers.reduce(0) { $0 + $1.statisticsCount })
        var first = 0
        var statistics = 0
        for item in builder.placed {
            let layer = item.layer
            layer.bind(
                arena.blocks[first..<first + layer.blocks.count], arena: arena, statisticsOffset: statistics)
            first += layer.blocks.count
            statistics += layer.statisticsCount
            layer.reserve(rows: rows)
            if let descriptor = item.descriptor {
                layer.configure(Values(descriptor, settings: settings, prefix: item.key), settings: settings)
            }
            layer.initialize(seed: 3, number: item.number)
        }
    }

    /// Output, and after `upstream` came back the gradient of the input.
    func run(_ input: [Float], upstream: [Float], pass: Pass = Pass(isTraining: true)) -> (
        output: [Float], inputGradient: [Float]
    ) {
        var upstream = upstream
        return input.withUnsafeBufferPointer { source in
            upstream.withUnsafeMutableBufferPointer { signal in
                guard var values = source.baseAddress, var gradient = signal.baseAddress else { return ([], []) }
                for layer in layers { values = layer.forward(values, rows: rows, pass: pass) }
                let output = Array(UnsafeBufferPointer(start: values, count: rows * shape.width))
                for layer in layers.reversed() {
                    guard let below = layer.backward(gradient, rows: rows, pass: pass, wantsInputGradient: true) else {
                        return (output, [])
                    }
                    gradient = below
                }
                return (output, Array(UnsafeBufferPointer(start: gradient, count: source.count)))
            }
        }
    }

    /// The block's numbers, set or read.
    subscript(block: Int) -> [Float] {
        get {
            let place = arena.blocks[block]
            return Array(UnsafeBufferPointer(start: arena.parameters(of: place), count: place.count))
        }
        set { arena.parameters(of: arena.blocks[block]).update(from: newValue, count: newValue.count) }
    }

    func gradient(_ block: Int) -> [Float] {
        let place = arena.blocks[block]
        return Array(UnsafeBufferPointer(start: arena.gradients(of: place), count: place.count))
    }
}

/// Normal draws, the same in float and double.
func noise(_ count: Int, seed: UInt64) -> [Double] {
    var random = RandomSource(seed: seed, stream: .generator)
    return (0..<count).map { _ in Double(Float(random.normal())) }
}
