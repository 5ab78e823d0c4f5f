import Tensors
import Tunables

/// One parameter's gradient on its way from backward to the optimizer.
public struct GradientRegion {
    public let gradients: UnsafeMutablePointer<Float>
    public let parameters: UnsafePointer<Float>
    /// Inputs × outputs of a weight matrix (row-major); 1 × n for a vector.
    public let rows: Int
    public let columns: Int
    /// Regions of a layer are neighbors and carry the same number.
    public let layer: Int
    /// Whether it belongs to the last layer that has weights.
    public let isFinal: Bool
    /// Σg² before clipping; set it before each step's ``Clipping/clip(_:)``.
    public var squaredNorm = 0.0
    /// What the optimizer is to multiply the gradients by: clipping by norm costs no pass of its own.
    public internal(set) var scale: Float = 1
    /// Σg² after clipping, `scale` included.
    public internal(set) var clippedSquaredNorm = 0.0

    public init(
        gradients: UnsafeMutablePointer<Float>, parameters: UnsafePointer<Float>, rows: Int, columns: Int, layer: Int,
        isFinal: Bool
    ) {
        self.gradients = gradients
        self.parameters = parameters
        self.rows = rows
        self.columns = columns
        self.layer = layer
        self.isFinal = isFinal
    }

    public var count: Int { rows * columns }

    /// Measures ``squaredNorm`` in a pass of its own, where no earlier pass gave it.
    public mutating func measure() { squaredNorm = ck_squared_norm(gradients, count) }

    /// Leaves the gradients to the optimizer's scale.
    @inline(__always)
    mutating func scale(by factor: Double) {
        scale = Float(factor)
        clippedSquaredNorm = squaredNorm * factor * factor
    }

    /// Gradients that were changed in place.
    @inline(__always)
    mutating func replaced(squaredNorm: Double) {
        scale = 1
        clippedSquaredNorm = squaredNorm
    }
}

/// A way of taming large gradients.
///
/// Norms that are not finite clip nothing: the fault is to be seen, not hidden.
public protocol Clipping: Sendable {
    static var descriptor: Descriptor { get }
    init(_ values: Values)
    /// Sets `scale` and `clippedSquaredNorm` of every region, and changes gradients in place where a factor will not do.
    func clip(_ regions: UnsafeMutableBufferPointer<GradientRegion>)
}

extension Clipping {
    /// Calls `body` with the regions of each layer.
    @inline(__always)
    func forEachLayer(
        _ regions: UnsafeMutableBufferPointer<GradientRegion>,
        _ body: (UnsafeMutableBufferPointer<GradientRegion>) -> Void
    ) {
        var start = 0
        while start < regions.count {
            var end = start + 1
            while end < regions.count, regions[end].layer == regions[start].layer { end += 1 }
            body(UnsafeMutableBufferPointer(rebasing: regions[start..<end]))
            start = end
        }
    }
}

extension UnsafeMutableBufferPointer<GradientRegion> {
    /// Σg² over all regions, before clipping.
    public var squaredNorm: Double { reduce(0) { $0 + $1.squaredNorm } }
    /// Σg² over all regions, after clipping.
    public var clippedSquaredNorm: Double { reduce(0) { $0 + $1.clippedSquaredNorm } }

    /// Shortens all regions together to `limit` if they are longer. PyTorch's 1e-6 keeps the division finite.
    func shorten(norm: Double, to limit: Double) {
        let factor = norm.isFinite ? Swift.min(1, limit / (norm + 1e-6)) : 1
        for index in indices { self[index].scale(by: factor) }
    }
}

extension Tunable {
    /// The limit of a clipping.
    static func limit(default value: Double, help: String) -> Tunable {
        .real("limit", default: value, in: .positive, scale: .log, help: help)
    }
}
