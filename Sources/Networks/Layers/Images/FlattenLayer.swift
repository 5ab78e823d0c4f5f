import Tunables

/// Images, or steps, as one row of numbers: channel after channel, each line by line. Calculates nothing.
public final class FlattenLayer: Layer {
    public let name = "flatten"
    public let inputWidth: Int
    public var outputWidth: Int { inputWidth }

    public init(width: Int) { inputWidth = width }

    public func reserve(rows: Int) {}

    public func forward(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) -> UnsafePointer<Float> { input }

    public func backward(
        _ gradient: UnsafeMutablePointer<Float>, rows: Int, pass: Pass, wantsInputGradient: Bool
    ) -> UnsafeMutablePointer<Float>? { gradient }
}

extension LayerKind {
    static let flatten: LayerKind = .init(
        descriptor: Descriptor("flatten", summary: "images as one row of numbers; a dense layer does it by itself")
    ) { builder, place in
        let width = builder.shape.width
        builder.append(FlattenLayer(width: width), of: .flatten, at: place, gives: .vector(width))
    }
}
