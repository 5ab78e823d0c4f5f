/// How far a result in single precision may lie from the same result in double, derived from the case instead of guessed.
///
/// A sum of n terms is rounded n times, each time by at most half a unit in the last place of what has been summed so far; how the
/// terms are grouped differs between processors and BLAS kernels, so that no grouping may be relied on. Rounding errors have
/// both signs: n · 2⁻²⁴ · (the size of the terms) is several times what random terms come to, and far below what a wrong term
/// makes. The bound takes four times that. What is chained (layer after layer, step after step) adds its terms up.
public struct RoundingBound: Sendable {
    /// Half a unit in the last place of 1.
    public static let unit = 0x1p-24

    /// What elementary functions, products and the inputs' own conversion round besides the sums.
    static let around = 8

    /// Additions, one after the other, between the inputs and the result.
    public let terms: Int
    /// The size of the largest terms.
    public let scale: Double

    /// - Parameters:
    ///   - terms: the length of the sums on the longest way from the inputs to the result, added up.
    ///   - scale: the size of the terms, where it is not about 1.
    public init(terms: Int, scale: Double = 1) {
        self.terms = terms
        self.scale = scale
    }

    /// The greatest permitted distance from `value`; a sum larger than its terms is rounded at its own size.
    public func tolerance(at value: Double) -> Double {
        4 * Self.unit * Double(terms + Self.around) * max(scale, abs(value))
    }

    /// Whether `got` is as near to `want` as rounding allows; NaN never is.
    public func allows(_ got: Double, _ want: Double) -> Bool { abs(got - want) <= tolerance(at: want) }

    /// In words where the lists first differ by more than rounding explains; nil where they agree.
    ///
    /// Lists of different lengths and empty lists are mismatches, so that a comparison of nothing cannot pass.
    public func mismatch(_ got: some Sequence<Float>, _ want: some Sequence<Double>) -> String? {
        let (got, want) = (Array(got), Array(want))
        guard got.count == want.count, !got.isEmpty else { return "\(got.count) numbers instead of \(want.count)" }
        guard let index = got.indices.first(where: { !allows(Double(got[$0]), want[$0]) }) else { return nil }
        let distance = abs(Double(got[index]) - want[index])
        return "[\(index)]: \(got[index]) instead of \(want[index]), off by \(distance),"
            + " \(tolerance(at: want[index])) allowed for \(terms) terms"
    }
}
