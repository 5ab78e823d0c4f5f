import Tensors

/// The bare matrix products of a step, in both layouts of the weights.
protocol MatrixBound: AnyObject {
    func runInputMajor()
    func runOutputMajor()
}

extension FloatBuffer {
    /// Small random numbers: products of zeros would be as fast, denormals would not.
    static func noise(_ count: Int) -> FloatBuffer {
        let buffer = FloatBuffer(count: count)
        var random = RandomSource(seed: UInt64(count), stream: .generator)
        buffer.values = (0..<count).map { _ in Float(random.uniform(-0.1, 0.1)) }
        return buffer
    }
}

/// The bare matrix products of dense layers: forward, weight gradients, input gradients (not of the first layer), in both
/// layouts of the weights. The faster layout is the bound that no step built on these products can beat.
final class SgemmBound: MatrixBound {
    /// One product chain a layer: rows × inputs → outputs; of a convolution, a row a place and sample.
    struct Shape {
        let rows: Int
        let inputs: Int
        let outputs: Int
        let hasInputGradient: Bool
    }

    private let shapes: [Shape]
    private let inputs: [FloatBuffer]
    private let outputs: [FloatBuffer]
    private let weights: [FloatBuffer]
    private let gradients: [FloatBuffer]

    init(_ shapes: [Shape]) {
        self.shapes = shapes
        inputs = shapes.map { .noise($0.rows * $0.inputs) }
        outputs = shapes.map { .noise($0.rows * $0.outputs) }
        weights = shapes.map { .noise($0.inputs * $0.outputs) }
        gradients = shapes.map { .noise($0.inputs * $0.outputs) }
    }

    /// Weights inputs × outputs.
    func runInputMajor() {
        for (i, s) in shapes.enumerated() {
            multiply(inputs[i].base, weights[i].base, into: outputs[i].base, m: s.rows, n: s.outputs, k: s.inputs)
        }
        for (i, s) in shapes.enumerated().reversed() {
            multiply(
                transposed: inputs[i].base, outputs[i].base, into: gradients[i].base, m: s.inputs, n: s.outputs,
                k: s.rows)
            guard s.hasInputGradient else { continue }
            multiply(
                outputs[i].base, transposed: weights[i].base, into: inputs[i].base, m: s.rows, n: s.inputs,
                k: s.outputs)
        }
    }

    /// Weights outputs × inputs.
    func runOutputMajor() {
        for (i, s) in shapes.enumerated() {
            multiply(
                inputs[i].base, transposed: weights[i].base, into: outputs[i].base, m: s.rows, n: s.outputs,
                k: s.inputs)
        }
        for (i, s) in shapes.enumerated().reversed() {
            multiply(
                transposed: outputs[i].base, inputs[i].base, into: gradients[i].base, m: s.outputs, n: s.inputs,
                k: s.rows)
            guard s.hasInputGradient else { continue }
            multiply(outputs[i].base, weights[i].base, into: inputs[i].base, m: s.rows, n: s.inputs, k: s.outputs)
        }
    }
}

extension SgemmBound.Shape {
    /// The products of dense layers of these widths, from the input to the outputs.
    static func dense(rows: Int, widths: [Int], isFirst: Bool = true) -> [Self] {
        zip(widths, widths.dropFirst()).enumerated().map { index, pair in
            Self(rows: rows, inputs: pair.0, outputs: pair.1, hasInputGradient: index > 0 || !isFirst)
        }
    }
}
