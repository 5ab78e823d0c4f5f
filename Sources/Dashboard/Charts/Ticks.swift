#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A place on an axis and what stands beside it.
struct Tick: Sendable, Hashable {
    var value: Double
    var label: String
}

/// Round places on axes.
enum Ticks {
    /// Multiples of 1, 2 or 5 times a power of ten within a range, about `count` of them.
    static func linear(_ range: ClosedRange<Double>, count: Int) -> [Tick] {
        let span = range.upperBound - range.lowerBound
        guard span > 0, span.isFinite, count > 0 else { return [] }
        let step = niceStep(span / Double(count))
        let decimals = max(0, -Int(log10(step).rounded(.down)))
        return multiples(of: step, in: range).map { value in
            Tick(value: value, label: linearLabel(value, step: step, decimals: decimals))
        }
    }

    /// Round counts: steps and epochs, `1k` for a thousand.
    static func counts(_ range: ClosedRange<Double>, count: Int) -> [Tick] {
        let span = range.upperBound - range.lowerBound
        guard span > 0, span.isFinite, count > 0 else { return [] }
        let step = max(1, niceStep(span / Double(count)))
        return multiples(of: step, in: range).map { Tick(value: $0, label: ChartNumber.count($0)) }
    }

    /// Round times: seconds, minutes, hours.
    static func times(_ range: ClosedRange<Double>, count: Int) -> [Tick] {
        let span = range.upperBound - range.lowerBound
        guard span > 0, span.isFinite, count > 0 else { return [] }
        let rough = span / Double(count)
        let round = [10.0, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400]
        let step =
            rough <= 5 ? niceStep(rough) : round.first { $0 >= rough } ?? 86_400 * niceStep(rough / 86_400)
        return multiples(of: step, in: range).map { Tick(value: $0, label: ChartNumber.duration($0)) }
    }

    /// Powers of ten within a range of logarithms, and between them where there are few; about `count`.
    static func logarithmic(_ range: ClosedRange<Double>, count: Int) -> [Tick] {
        let span = range.upperBound - range.lowerBound
        guard span > 0, span.isFinite, count > 0 else { return [] }
        let first = Int(range.lowerBound.rounded(.up))
        let last = Int(range.upperBound.rounded(.down))
        if span < 1 {
            return linear(pow(10, range.lowerBound)...pow(10, range.upperBound), count: count).filter { $0.value > 0 }
        }
        var factors = [1.0]
        let decades = Double(count) / span
        if decades >= 4 { factors = [1, 2, 5] } else if decades >= 2.5 { factors = [1, 3] }
        if factors.count == 1, first <= last {
            let every = max(1, Int((Double(last - first + 1) / Double(count)).rounded(.up)))
            return (first...last).filter { $0 % every == 0 }.map { decade($0) }
        }
        var ticks: [Tick] = []
        for exponent in first - 1...max(first - 1, last) {
            for factor in factors {
                let value = factor * pow(10, Double(exponent))
                if range.contains(log10(value)) {
                    ticks.append(factor == 1 ? decade(exponent) : Tick(value: value, label: plain(value)))
                }
            }
        }
        return ticks
    }

    /// Where a value lies on an axis of powers of ten.
    static func exponent(_ value: Double) -> Double { log10(value) }

    /// A power of ten: `0.01`, `1`, `100`, beyond that `1e-5`.
    static func decade(_ exponent: Int) -> Tick {
        let value = pow(10, Double(exponent))
        return Tick(value: value, label: (-3...3).contains(exponent) ? plain(value) : "1e\(exponent)")
    }

    private static func plain(_ value: Double) -> String {
        if value >= 1e-3, value < 1e4 { return ChartNumber.count(value) }
        return ChartNumber.scientific(value, digits: 1)
    }

    /// The round number that is nearest above.
    static func niceStep(_ rough: Double) -> Double {
        guard rough > 0, rough.isFinite else { return 1 }
        let power = pow(10, log10(rough).rounded(.down))
        let ratio = rough / power
        let factor = ratio <= 1.000_001 ? 1.0 : ratio <= 2.000_001 ? 2 : ratio <= 5.000_001 ? 5 : 10
        return factor * power
    }

    private static func multiples(of step: Double, in range: ClosedRange<Double>) -> [Double] {
        let first = (range.lowerBound / step - 1e-9).rounded(.up)
        let last = (range.upperBound / step + 1e-9).rounded(.down)
        guard first <= last, last - first < 1000 else { return [] }
        return stride(from: first, through: last, by: 1).map { $0 * step + 0 }
    }

    private static func linearLabel(_ value: Double, step: Double, decimals: Int) -> String {
        if abs(value) < step * 1e-6 { return "0" }
        if abs(value) >= 1e4 || decimals > 4 {
            let digits = max(1, Int(log10(abs(value) / step).rounded(.down)) + 1)
            return ChartNumber.scientific(value, digits: min(4, digits))
        }
        return ChartNumber.fixed(value, decimals: decimals)
    }
}
