import Tensors
import Testing
import Tunables

@testable import Networks

@Suite("Initializers")
struct InitializerTests {
    private func draw(_ name: String, _ settings: [String: Value] = [:], inputs: Int, outputs: Int) -> [Double] {
        var all = settings
        all["x.name"] = .word(name)
        let initializer = Initializer(Settings(all), at: "x").resolved(for: .identity)
        var matrix = [Float](repeating: 0, count: inputs * outputs)
        var random = RandomSource(seed: 1, stream: .weights)
        matrix.withUnsafeMutableBufferPointer {
            initializer.fill($0, inputs: inputs, outputs: outputs, random: &random)
        }
        return matrix.map(Double.init)
    }

    /// Variance and, for the uniform ones, the limit that the catalogue's formula gives for 300 × 200.
    static let expected: [(name: String, variance: Double, limit: Double?)] = [
        ("uniform", 0.05 * 0.05 / 3, 0.05), ("normal", 0.05 * 0.05, nil),
        ("glorot_uniform", 2.0 / 500, (6.0 / 500).squareRoot()), ("glorot_normal", 2.0 / 500, nil),
        ("he_uniform", 2.0 / 300, (6.0 / 300).squareRoot()), ("he_normal", 2.0 / 300, nil),
        ("lecun_normal", 1.0 / 300, nil), ("auto", 2.0 / 500, nil),
    ]

    @Test("draw with the variance of their formula", arguments: expected)
    func variance(name: String, variance: Double, limit: Double?) {
        let weights = draw(name, inputs: 300, outputs: 200)
        let mean = weights.reduce(0, +) / Double(weights.count)
        let found = weights.reduce(0) { $0 + $1 * $1 } / Double(weights.count)
        #expect(abs(mean) < 5 * (variance / 60_000).squareRoot())
        #expect(abs(found / variance - 1) < 0.03)
        if let limit { #expect((weights.map(abs).max() ?? 0) <= limit) }
    }

    @Test("gain multiplies", arguments: Initializers.names)
    func gain(name: String) {
        let plain = draw(name, inputs: 6, outputs: 4)
        let doubled = draw(name, ["x.gain": 2], inputs: 6, outputs: 4)
        for (a, b) in zip(plain, doubled) { #expect(abs(b - 2 * a) < 1e-6) }
    }

    @Test("orthogonal gives orthonormal rows or columns", arguments: [(8, 5), (5, 8), (6, 6), (1, 7)])
    func orthogonal(inputs: Int, outputs: Int) {
        let w = draw("orthogonal", inputs: inputs, outputs: outputs)
        let count = min(inputs, outputs)
        for a in 0..<count {
            for b in 0...a {
                let dot = (0..<max(inputs, outputs)).reduce(0.0) { sum, k in
                    let x = inputs <= outputs ? w[a * outputs + k] : w[k * outputs + a]
                    let y = inputs <= outputs ? w[b * outputs + k] : w[k * outputs + b]
                    return sum + x * y
                }
                #expect(abs(dot - (a == b ? 1 : 0)) < 1e-5)
            }
        }
    }

    @Test("zeros and constant are what they say")
    func fixed() {
        #expect(draw("zeros", inputs: 3, outputs: 2).allSatisfy { $0 == 0 })
        #expect(draw("constant", ["x.value": 0.25], inputs: 3, outputs: 2).allSatisfy { $0 == 0.25 })
    }

    @Test("the default is He for the ReLU family and Glorot for the rest", arguments: Activations.names)
    func automatic(activation: String) throws {
        let chosen = try #require(Activations.activation(named: activation))
        let isRelu = ["relu", "leaky_relu", "elu", "gelu", "silu"].contains(activation)
        #expect(Initializer.automatic.resolved(for: chosen).name == (isRelu ? "he_normal" : "glorot_uniform"))
    }
}
