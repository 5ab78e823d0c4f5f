import Tensors
import Tunables

/// Inverted dropout (Srivastava et al. 2014): in training a value is dropped with probability `rate`, the others are
/// divided by 1 − rate, so that evaluation needs no scaling. With rate 0 it costs nothing: its input is its output.
///
/// One seed scales at evaluation instead (training-and-optimization.md, "Dropout"); both have the same mean.
public final class DropoutLayer: Layer {
    public let name = "dropout"
    public let inputWidth: Int
    public var outputWidth: Int { inputWidth }
    public let layout: BatchLayout
    /// Tells its draws from other layers'.
    private let part: UInt32
    public private(set) var rate: Float = 0

    private var output = FloatBuffer(count: 0)
    private var mask = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1)
    private var wasApplied = false

    public init(width: Int, part: Int, layout: BatchLayout = .rows) {
        inputWidth = width
        self.layout = layout
        self.part = UInt32(truncatingIfNeeded: part)
    }

    deinit { mask.deallocate() }

    /// Sets the rate; the buffers stay.
    public func setRate(_ rate: Float) { self.rate = rate }

    public func reserve(rows: Int) {
        let rows = layout.filled(rows)
        guard output.count < rows * inputWidth else { return }
        output = FloatBuffer(count: rows * inputWidth)
        mask.deallocate()
        mask = .allocate(capacity: max(1, rows * inputWidth))
    }

    public func forward(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) -> UnsafePointer<Float> {
        wasApplied = pass.isTraining && pass.isDropoutEnabled && rate > 0
        guard wasApplied, let mask = mask.baseAddress else { return input }
        let random = RandomKey(
            seed: pass.seed, stream: .dropout, position: pass.step, part: part << 12 | (pass.microBatch & 0xFFF))
        random.withPointers { key, counter in
            ck_dropout(input, output.base, mask, layout.filled(rows) * inputWidth, rate, key, counter)
        }
        return UnsafePointer(output.base)
    }

    public func backward(
        _ gradient: UnsafeMutablePointer<Float>, rows: Int, pass: Pass, wantsInputGradient: Bool
    ) -> UnsafeMutablePointer<Float>? {
        if wasApplied, let mask = mask.baseAddress {
            ck_dropout_backward(gradient, mask, layout.filled(rows) * inputWidth, rate)
        }
        return gradient
    }
}

extension LayerKind {
    static let dropout: LayerKind = .init(
        descriptor: Descriptor(
            "dropout", summary: "drops units in training",
            tunables: [.real("rate", default: 0.5, in: .fraction, help: "share of units dropped in training")])
    ) { builder, place in
        builder.addDropout(rateKey: "\(place.key).rate", number: place.number)
    }
}
