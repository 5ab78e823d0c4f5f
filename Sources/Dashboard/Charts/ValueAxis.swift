#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A vertical axis: values to fractions of the height.
struct ValueAxis: Sendable, Hashable {
    var isLogarithmic: Bool
    /// The lower and the upper end; logarithms (base 10) on a logarithmic axis.
    var range: ClosedRange<Double>

    /// An axis for what must be seen whole (`core`) and what may stand out of it (`extremes`), which it follows for as
    /// far again as the core is high; what lies beyond is drawn as a sign at the edge.
    init(core: [Double], extremes: [Double] = [], isLogarithmic: Bool) {
        self.isLogarithmic = isLogarithmic
        func placed(_ values: [Double]) -> [Double] {
            values.compactMap { value in
                guard value.isFinite, !isLogarithmic || value > 0 else { return nil }
                return isLogarithmic ? log10(value) : value
            }
        }
        let core = placed(core)
        let extremes = placed(extremes)
        guard var low = core.min() ?? extremes.min(), var high = core.max() ?? extremes.max() else {
            range = isLogarithmic ? -3...1 : 0...1
            return
        }
        let reach = max(high - low, isLogarithmic ? 0.5 : 0.5 * max(abs(high), abs(low)))
        low = min(low, max(extremes.min() ?? low, low - reach))
        high = max(high, min(extremes.max() ?? high, high + reach))
        // What differs by rounding alone is one value, and stands in the middle.
        let isFlat = high - low <= 1e-5 * (isLogarithmic ? 1 : max(abs(high), abs(low)))
        if isFlat {
            let pad = isLogarithmic ? 0.25 : max(abs(high) * 0.1, 1e-12)
            low -= pad
            high += pad
        }
        // Round ends keep the axis still while the curve moves.
        let grain = isLogarithmic ? 0.1 : Ticks.niceStep((high - low) / 20)
        if !isLogarithmic, !isFlat, low > 0, low < 0.35 * high { low = 0 }
        range = (low / grain).rounded(.down) * grain...(high / grain).rounded(.up) * grain
    }

    init(range: ClosedRange<Double>, isLogarithmic: Bool) {
        self.range = range
        self.isLogarithmic = isLogarithmic
    }

    /// Where a value lies: 0 at the lower end, 1 at the upper one, beyond them for values outside; ±∞ where the axis
    /// has no place for it at all (0 on a logarithmic one).
    func fraction(_ value: Double) -> Double {
        let placed = isLogarithmic ? (value > 0 ? log10(value) : -.infinity) : value
        let span = range.upperBound - range.lowerBound
        return span > 0 ? (placed - range.lowerBound) / span : 0.5
    }

    func ticks(count: Int) -> [Tick] {
        isLogarithmic ? Ticks.logarithmic(range, count: count) : Ticks.linear(range, count: count)
    }

    /// What to label on an axis of so many rows: round places, or the ends of what is shown where a row stands for so
    /// much that a curve beside a round place would be misread.
    func ticks(rows: Int, shown: ClosedRange<Double>?) -> [Tick] {
        let round = ticks(count: max(2, rows / 2))
        guard let shown, rows < 6 || round.count < 2 else { return round }
        let low = Tick(value: shown.lowerBound, label: ChartNumber.short(shown.lowerBound))
        let high = Tick(value: shown.upperBound, label: ChartNumber.short(shown.upperBound))
        // What differs by rounding alone is one value.
        return low.label == high.label ? [high] : [low, high]
    }
}
