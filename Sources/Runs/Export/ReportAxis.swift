import Foundation

/// A chart's axis: from values to places between 0 and 1, with marks at round numbers.
struct ReportAxis {
    let isLogarithmic: Bool
    /// In the axis' own measure: logarithms to base ten where it is logarithmic.
    private let low: Double
    private let high: Double

    /// An axis over these values; logarithmic if asked for and they are all positive.
    init(_ values: some Sequence<Double>, logarithmic: Bool = false, fromZero: Bool = false) {
        let finite = values.filter(\.isFinite)
        let positive = finite.filter { $0 > 0 }
        isLogarithmic = logarithmic && !positive.isEmpty
        if isLogarithmic {
            // Below twelve decades under the greatest nothing is told apart.
            let top = log10(positive.max() ?? 1)
            let bottom = max(log10(positive.min() ?? 1), top - 12)
            let air = max(0.05, 0.04 * (top - bottom))
            low = bottom - air
            high = top + air
        } else {
            let bottom = min(finite.min() ?? 0, fromZero ? 0 : .infinity)
            let top = finite.max() ?? 1
            let span = top > bottom ? top - bottom : max(abs(top), 1)
            low = fromZero && bottom == 0 ? 0 : bottom - 0.06 * span
            high = top + 0.06 * span
        }
    }

    /// Steps from the first to the last, without air.
    init(steps: ClosedRange<Int>) {
        isLogarithmic = false
        low = Double(steps.lowerBound)
        high = Double(max(steps.upperBound, steps.lowerBound + 1))
    }

    /// Where a value stands, 0 at the lower end, kept within the axis; `nil` where it has no place.
    func place(_ value: Double) -> Double? {
        if isLogarithmic, value <= 0 { return value == 0 ? 0 : nil }
        let measure = isLogarithmic ? log10(value) : value
        guard measure.isFinite else { return nil }
        return min(1, max(0, (measure - low) / (high - low)))
    }

    /// Round values with their places, about `count` of them.
    func ticks(_ count: Int) -> [(value: Double, place: Double)] {
        let values: [Double]
        if isLogarithmic, high - low >= 0.9 {
            let every = max(1, Int(((high - low) / Double(count)).rounded(.up)))
            let decades = stride(from: Int(low.rounded(.up)), through: Int(high.rounded(.down)), by: every)
            values = decades.map { pow(10, Double($0)) }
        } else {
            let from = isLogarithmic ? pow(10, low) : low
            let to = isLogarithmic ? pow(10, high) : high
            let step = Self.roundStep((to - from) / Double(max(1, count)))
            values = stride(from: (from / step).rounded(.up) * step, through: to, by: step).prefix(20).map {
                abs($0) < step / 1e6 ? 0 : $0
            }
        }
        return values.compactMap { value in place(value).map { (value, $0) } }
    }

    /// 1, 2 or 5 times a power of ten, no less than `step`.
    private static func roundStep(_ step: Double) -> Double {
        let power = pow(10, log10(max(step, 1e-300)).rounded(.down))
        return ([1, 2, 5].first { $0 * power >= step } ?? 10) * power
    }
}
