#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A moving average over steps: the plain mean at first, exponential once it has seen its span. A row that stands for
/// several steps counts as so many.
struct Smoothed: Sendable {
    /// How many steps it looks back on, about.
    let span: Double
    private(set) var value: Double?
    private var seen = 0.0

    init(span: Double) { self.span = span }

    mutating func move(toward new: Double, width: Int) {
        let steps = Double(width)
        let exponential = width == 1 ? 1 / span : 1 - pow(1 - 1 / span, steps)
        let share = max(exponential, steps / (seen + steps))
        seen = min(seen + steps, span)
        value = value.map { $0 + share * (new - $0) } ?? new
    }

    mutating func forget() {
        value = nil
        seen = 0
    }
}

/// The power of ten of a norm; an exact zero stands far below any float.
func decade(_ norm: Float) -> Double { norm > 0 ? log10(Double(norm)) : Smoothed.zeroDecade }

func naturalLogarithm(_ x: Double) -> Double { log(x) }
func exponential(_ x: Double) -> Double { exp(x) }

extension Smoothed {
    static let zeroDecade = -50.0
}
