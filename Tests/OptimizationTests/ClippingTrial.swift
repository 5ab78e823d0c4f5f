import Optimization
import Rounding
import Testing
import Tunables

/// An entry of the clippings' catalogue under its name.
struct CatalogueClipping: CustomTestStringConvertible {
    let type: any Clipping.Type
    var testDescription: String { type.descriptor.name }

    static let all = Clippings.all.map { CatalogueClipping(type: $0) }
}

/// Gradients of a few layers, clipped.
struct ClippingTrial {
    struct Part {
        var rows = 1
        let columns: Int
        let layer: Int
        var isFinal = false
        var gradients: [Double]
        var weights: [Double]
    }

    /// Gradients as the optimizer sees them: clipped in place, then multiplied by the scale.
    private(set) var effective: [[Double]] = []
    private(set) var scales: [Float] = []
    private(set) var squaredBefore = 0.0
    private(set) var squaredAfter = 0.0
    private(set) var squaredOfEach: [Double] = []

    init(_ type: any Clipping.Type, _ settings: [String: Value] = [:], _ parts: [Part]) {
        let clipping = type.init(Values(type.descriptor, settings: Settings(settings)))
        let gradients = parts.map { Self.copy($0.gradients) }
        let weights = parts.map { Self.copy($0.weights) }
        defer { (gradients + weights).forEach { $0.deallocate() } }
        var regions = zip(parts, zip(gradients, weights)).map { part, buffers in
            GradientRegion(
                gradients: buffers.0.baseAddress!, parameters: buffers.1.baseAddress!, rows: part.rows,
                columns: part.columns, layer: part.layer, isFinal: part.isFinal)
        }
        for index in regions.indices { regions[index].measure() }
        regions.withUnsafeMutableBufferPointer {
            clipping.clip($0)
            squaredBefore = $0.squaredNorm
            squaredAfter = $0.clippedSquaredNorm
        }
        scales = regions.map(\.scale)
        squaredOfEach = regions.map(\.clippedSquaredNorm)
        effective = zip(gradients, scales).map { gradient, scale in gradient.map { Double($0 * scale) } }
    }

    private static func copy(_ values: [Double]) -> UnsafeMutableBufferPointer<Float> {
        let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: values.count)
        _ = buffer.initialize(from: values.map(Float.init))
        return buffer
    }
}

/// Where gradients differ by more than rounding: norms are summed in double, so that a factor and a product are rounded.
func mismatch(_ got: [Double], _ want: [Double]) -> String? {
    RoundingBound(terms: 2).mismatch(got.map(Float.init), want)
}

/// Whether a sum in double is that of terms rounded twice.
///
/// - Parameter size: that of the sum before most of its terms were taken off.
func agrees(_ got: Double, _ want: Double, size: Double = 0) -> Bool {
    RoundingBound(terms: 2, scale: size).allows(got, want)
}
