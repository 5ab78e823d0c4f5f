import Tensors
import Tunables

/// How a weight matrix starts.
public struct Initializer: Sendable, Hashable {
    let name: String
    let gain: Double
    let parameter: Double

    /// He for the ReLU family, Glorot for the others.
    public static let automatic = Initializer(name: "auto", gain: 1, parameter: 0)

    /// The initializer the settings choose at `prefix`; else the one named `unset`, or the network's at `init`.
    ///
    /// A layer that goes by the network's own choice, named again or not, has each value from there that it does not give
    /// itself.
    public init(_ settings: Settings, at prefix: String, unset: String? = nil) {
        let common = settings["\(Initializers.key).name"] ?? "auto"
        let chosen = settings["\(prefix).name"] ?? unset.map(Value.word) ?? common
        let name = if case .word(let word) = chosen { word } else { "auto" }
        let descriptor = Initializers.descriptor(named: name) ?? Descriptor("auto", summary: "")
        let isCommon = unset == nil && chosen == common
        let values = Values(descriptor, settings: settings, prefix: isCommon ? Initializers.key : prefix)
        func value(_ key: String) -> Double? { settings["\(prefix).\(key)"]?.number ?? values[key]?.number }
        let own = descriptor.tunables.first { $0.key != "gain" }
        self.init(name: descriptor.name, gain: value("gain") ?? 1, parameter: own.flatMap { value($0.key) } ?? 0)
    }

    init(name: String, gain: Double, parameter: Double) {
        self.name = name
        self.gain = gain
        self.parameter = parameter
    }

    /// `auto` made definite: He before the ReLU family, Glorot before all others.
    public func resolved(for activation: Activation) -> Initializer {
        guard name == "auto" else { return self }
        let reluFamily: Set = ["relu", "leaky_relu", "elu", "gelu", "silu"]
        let definite = reluFamily.contains(activation.name) ? "he_normal" : "glorot_uniform"
        return Initializer(name: definite, gain: gain, parameter: 0)
    }

    /// Fills an inputs × outputs matrix, row-major. `fanOut` says how many values each input reaches where that is not
    /// `outputs`: a convolution's filters times its kernel's places.
    ///
    /// - Complexity: O(inputs · outputs); orthogonal: times the smaller of both.
    public func fill(
        _ matrix: UnsafeMutableBufferPointer<Float>, inputs: Int, outputs: Int, fanOut: Int? = nil,
        random: inout RandomSource
    ) {
        let fanIn = Double(max(1, inputs))
        let fanSum = Double(max(1, inputs + (fanOut ?? outputs)))
        switch name {
        case "zeros": for index in matrix.indices { matrix[index] = 0 }
        case "constant": for index in matrix.indices { matrix[index] = Float(gain * parameter) }
        case "uniform": fillUniform(matrix, limit: parameter, &random)
        case "normal": fillNormal(matrix, deviation: parameter, &random)
        case "glorot_uniform": fillUniform(matrix, limit: (6 / fanSum).squareRoot(), &random)
        case "glorot_normal": fillNormal(matrix, deviation: (2 / fanSum).squareRoot(), &random)
        case "he_uniform": fillUniform(matrix, limit: (6 / fanIn).squareRoot(), &random)
        case "he_normal": fillNormal(matrix, deviation: (2 / fanIn).squareRoot(), &random)
        case "lecun_normal": fillNormal(matrix, deviation: (1 / fanIn).squareRoot(), &random)
        default: fillOrthogonal(matrix, rows: inputs, columns: outputs, &random)
        }
    }

    private func fillUniform(
        _ matrix: UnsafeMutableBufferPointer<Float>, limit: Double, _ random: inout RandomSource
    ) {
        for index in matrix.indices { matrix[index] = Float(gain * random.uniform(-limit, limit)) }
    }

    private func fillNormal(
        _ matrix: UnsafeMutableBufferPointer<Float>, deviation: Double, _ random: inout RandomSource
    ) {
        for index in matrix.indices { matrix[index] = Float(gain * deviation * random.normal()) }
    }

    /// A matrix whose shorter side's vectors are orthonormal: Gram–Schmidt on normal draws, twice for accuracy.
    private func fillOrthogonal(
        _ matrix: UnsafeMutableBufferPointer<Float>, rows: Int, columns: Int, _ random: inout RandomSource
    ) {
        let count = min(rows, columns)
        let length = max(rows, columns)
        var vectors: [[Double]] = []
        for _ in 0..<count {
            var vector = (0..<length).map { _ in random.normal() }
            for _ in 0..<2 {
                for other in vectors {
                    let dot = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
                    for index in 0..<length { vector[index] -= dot * other[index] }
                }
                let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
                for index in 0..<length { vector[index] /= norm }
            }
            vectors.append(vector)
        }
        for row in 0..<rows {
            for column in 0..<columns {
                let value = rows <= columns ? vectors[row][column] : vectors[column][row]
                matrix[row * columns + column] = Float(gain * value)
            }
        }
    }
}

/// Every weight initializer. Biases start at zero.
///
/// One seed gives Glorot's normal variance as 1/(in+out) (gradients-clipping-optimizers-notes.md): a slip; it is 2/(in+out).
public enum Initializers: Catalogue {
    public static let key = "init"
    public static let title = "initializers"

    private static let gain = Tunable.real(
        "gain", default: 1, in: Bounds(0, 1000), scale: .log, change: .restart, help: "multiplies the weights")

    private static func member(_ name: String, _ summary: String, _ reference: String = "", _ own: Tunable? = nil)
        -> Descriptor
    {
        Descriptor(name, summary: summary, reference: reference, tunables: [gain] + (own.map { [$0] } ?? []))
    }

    public static let descriptors: [Descriptor] = [
        member("auto", "He for the ReLU family, Glorot for the others"),
        member("zeros", "all zero: every unit of a layer learns the same"),
        member(
            "constant", "all the same value", "",
            .real("value", default: 0.1, in: .any, change: .restart, help: "the value")),
        member(
            "uniform", "U(−ε, ε), whatever the layer's size", "gradients-clipping-optimizers-notes.md",
            .real("epsilon", default: 0.05, in: .positive, scale: .log, change: .restart, help: "ε: half the width")),
        member(
            "normal", "N(0, σ²), whatever the layer's size", "gradients-clipping-optimizers-notes.md",
            .real("sigma", default: 0.05, in: .positive, scale: .log, change: .restart, help: "σ: standard deviation")),
        member("glorot_uniform", "U(±√(6/(in+out)))", "Glorot & Bengio 2010"),
        member("glorot_normal", "N(0, 2/(in+out))", "Glorot & Bengio 2010"),
        member("he_uniform", "U(±√(6/in))", "He et al. 2015"),
        member("he_normal", "N(0, 2/in)", "He et al. 2015"),
        member("lecun_normal", "N(0, 1/in)", "LeCun et al. 1998"),
        member("orthogonal", "orthonormal rows or columns", "Saxe et al. 2013"),
    ]
}
