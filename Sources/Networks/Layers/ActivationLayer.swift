import Tensors
import Tunables

/// An activation on its own.
public final class ActivationLayer: Layer {
    public let name: String
    public let inputWidth: Int
    public var outputWidth: Int { inputWidth }
    public let layout: BatchLayout
    private let activation: Activation
    private var output = FloatBuffer(count: 0)
    private var preactivation: FloatBuffer?

    public init(width: Int, activation: Activation, layout: BatchLayout = .rows) {
        name = activation.name
        inputWidth = width
        self.layout = layout
        self.activation = activation
    }

    public func reserve(rows: Int) {
        let rows = layout.filled(rows)
        guard output.count < rows * inputWidth else { return }
        output = FloatBuffer(count: rows * inputWidth)
        preactivation = activation.needsInput ? FloatBuffer(count: rows * inputWidth) : nil
    }

    public func forward(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) -> UnsafePointer<Float> {
        let rows = layout.filled(rows)
        output.base.update(from: input, count: rows * inputWidth)
        ck_activate(
            activation.kind, output.base, preactivation?.base, nil, rows, inputWidth, activation.a, activation.b)
        return UnsafePointer(output.base)
    }

    public func backward(
        _ gradient: UnsafeMutablePointer<Float>, rows: Int, pass: Pass, wantsInputGradient: Bool
    ) -> UnsafeMutablePointer<Float>? {
        let rows = layout.filled(rows)
        ck_activate_backward(
            activation.kind, gradient, output.base, preactivation?.base, nil, 0, rows, inputWidth, activation.a,
            activation.b)
        return gradient
    }
}

extension LayerKind {
    static let activation: LayerKind = .init(
        descriptor: Descriptor("activation", summary: "an activation on its own"), families: [.activation]
    ) { builder, place in
        let activation = builder.activation(at: place)
        // Softmax looks at a whole row; all others at each value alone, however they lie.
        let layout = activation.kind == CK_SOFTMAX ? .rows : builder.layout
        builder.append(
            ActivationLayer(width: builder.shape.width, activation: activation, layout: layout), of: .activation,
            at: place,
            activation: activation, gives: builder.shape)
    }
}
