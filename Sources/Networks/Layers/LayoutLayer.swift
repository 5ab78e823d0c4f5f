import Tensors

/// Rearranges a batch from rows to interleaved blocks, or back; calculates nothing.
final class LayoutLayer: Layer {
    let name: String
    let inputWidth: Int
    var outputWidth: Int { inputWidth }
    let layout: BatchLayout
    let outputLayout: BatchLayout
    private var output = FloatBuffer(count: 0)
    private var inputGradient = FloatBuffer(count: 0)

    init(width: Int, to wanted: BatchLayout) {
        name = wanted == .rows ? "rows" : "interleaved"
        inputWidth = width
        layout = wanted == .rows ? .interleaved : .rows
        outputLayout = wanted
    }

    func reserve(rows: Int) {
        guard output.count < outputLayout.filled(rows) * inputWidth else { return }
        output = FloatBuffer(count: outputLayout.filled(rows) * inputWidth)
        inputGradient = FloatBuffer(count: layout.filled(rows) * inputWidth)
    }

    func forward(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) -> UnsafePointer<Float> {
        Self.rearrange(input, into: output.base, to: outputLayout, rows: rows, width: inputWidth)
        return UnsafePointer(output.base)
    }

    func backward(
        _ gradient: UnsafeMutablePointer<Float>, rows: Int, pass: Pass, wantsInputGradient: Bool
    ) -> UnsafeMutablePointer<Float>? {
        guard wantsInputGradient else { return nil }
        Self.rearrange(gradient, into: inputGradient.base, to: layout, rows: rows, width: inputWidth)
        return inputGradient.base
    }

    private static func rearrange(
        _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, to layout: BatchLayout, rows: Int,
        width: Int
    ) {
        switch layout {
        case .rows: ck_deinterleave(source, target, rows, width)
        case .interleaved: ck_interleave(source, target, rows, width)
        }
    }
}
