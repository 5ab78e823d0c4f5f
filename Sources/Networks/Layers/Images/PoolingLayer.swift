import Tensors
import Tunables

/// One number for each window of each channel: the largest, or the mean.
///
/// As in PyTorch, of equal values the first line by line counts as the largest, the border never does, and a mean counts
/// the border as zeros.
public final class PoolingLayer: Layer {
    public enum Kind: String, Sendable { case max, avg }

    public let name: String
    public let inputWidth: Int
    public let outputWidth: Int
    public let layout = BatchLayout.interleaved
    private let kind: Kind
    private let channels: Int
    private var sizes: ck_pooling

    private var output = FloatBuffer(count: 0)
    private var inputGradient = FloatBuffer(count: 0)
    /// Where in its window each maximum stood.
    private var places = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1)

    init(_ kind: Kind, image: ImageSize, window: SlidingWindow, gives output: ImageSize) {
        name = "\(kind.rawValue)_pool\(window.size)×\(window.size)"
        self.kind = kind
        channels = image.channels
        inputWidth = image.shape.width
        outputWidth = output.shape.width
        sizes = ck_pooling(
            height: image.height, width: image.width, size: window.size, stride: window.stride,
            padding: window.padding, outHeight: output.height, outWidth: output.width)
    }

    deinit { places.deallocate() }

    public func reserve(rows: Int) {
        let rows = layout.filled(rows)
        guard output.count < rows * outputWidth || inputGradient.count < rows * inputWidth else { return }
        output = FloatBuffer(count: rows * outputWidth)
        inputGradient = FloatBuffer(count: rows * inputWidth)
        guard kind == .max else { return }
        places.deallocate()
        places = .allocate(capacity: max(1, rows * outputWidth))
        places.initialize(repeating: 0)
    }

    public func forward(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) -> UnsafePointer<Float> {
        let planes = BatchLayout.blocks(rows) * channels
        switch kind {
        case .max: ck_max_pool(input, output.base, places.baseAddress, &sizes, planes)
        case .avg: ck_average_pool(input, output.base, &sizes, planes)
        }
        return UnsafePointer(output.base)
    }

    public func backward(
        _ gradient: UnsafeMutablePointer<Float>, rows: Int, pass: Pass, wantsInputGradient: Bool
    ) -> UnsafeMutablePointer<Float>? {
        guard wantsInputGradient else { return nil }
        let planes = BatchLayout.blocks(rows) * channels
        switch kind {
        case .max: ck_max_pool_backward(gradient, places.baseAddress, inputGradient.base, &sizes, planes)
        case .avg: ck_average_pool_backward(gradient, inputGradient.base, &sizes, planes)
        }
        return inputGradient.base
    }
}

extension LayerKind {
    static let maxPool: LayerKind = .init(descriptor: poolingDescriptor("max_pool", "the largest value of each window"))
    {
        appendPooling(.max, of: .maxPool, to: &$0, at: $1)
    }
    static let averagePool: LayerKind = .init(descriptor: poolingDescriptor("avg_pool", "the mean of each window")) {
        appendPooling(.avg, of: .averagePool, to: &$0, at: $1)
    }

    private static func poolingDescriptor(_ name: String, _ summary: String) -> Descriptor {
        Descriptor(
            name, summary: summary,
            tunables: [
                .integer("size", default: 2, in: 1...16, unit: "pixels", change: .restart, help: "side of a window"),
                Tunable(
                    "stride", .integer(Bounds(1, 64), words: ["size"]), default: "size", unit: "pixels",
                    change: .restart, help: "from window to window; 'size' lays them side by side"),
                .integer(
                    "padding", default: 0, in: 0...8, unit: "pixels", change: .restart,
                    help: "border around the image, at most half the size"),
            ])
    }

    private static func appendPooling(
        _ pooling: PoolingLayer.Kind, of kind: LayerKind, to builder: inout NetworkBuilder, at place: LayerPlace
    ) {
        let values = builder.values(kind, at: place)
        guard let image = builder.image(for: kind, at: place), let size = values.integer("size"),
            let padding = values.integer("padding")
        else { return }
        guard 2 * padding <= size else {
            return builder.fail(
                "\(place.key).padding", "a border of \(padding) is more than half the window's size \(size)")
        }
        let window = SlidingWindow(size: size, stride: values.integer("stride") ?? size, padding: padding)
        let given = builder.slide(
            window, over: image, channels: image.channels, key: "\(place.key).size", called: "window")
        guard let given else { return }
        let layer = PoolingLayer(pooling, image: image, window: window, gives: given)
        builder.append(layer, of: kind, at: place, gives: given.shape)
    }
}
