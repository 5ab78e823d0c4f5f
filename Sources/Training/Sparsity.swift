import Networks
import Tensors

/// How many weights are exactly zero: what a proximal l1 has come to.
public struct Sparsity: Sendable, Hashable, Codable {
    /// Share of zeros of all weights, 0…1. Biases and normalization do not count.
    public var total: Double
    /// Of each layer with weights, from the input.
    public var layers: [Double]

    public init(total: Double, layers: [Double]) {
        self.total = total
        self.layers = layers
    }

    /// - Complexity: O(weights).
    init(_ network: Network) {
        var zeros = 0
        var all = 0
        layers = []
        for layer in network.weightedLayers {
            let count = layer.weights.reduce(0) { $0 + $1.count }
            let found = layer.weights.reduce(0) {
                $0 + ck_count_zeros(network.arena.parameters(of: $1), $1.count)
            }
            layers.append(count > 0 ? Double(found) / Double(count) : 0)
            zeros += found
            all += count
        }
        total = all > 0 ? Double(zeros) / Double(all) : 0
    }
}
