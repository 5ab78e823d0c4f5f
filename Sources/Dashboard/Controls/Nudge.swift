import Tunables

/// The next value when a key raises or lowers a tunable: even steps on its declared scale, inside its bounds.
enum Nudge {
    enum Direction: Sendable { case up, down }

    /// The neighbor of `value`; `nil` where there is none (the bound is reached, or the kind has no order).
    static func neighbor(of value: Value, _ tunable: Tunable, _ direction: Direction, isFine: Bool) -> Value? {
        switch tunable.kind {
        case .real(let bounds):
            guard let number = value.number else { return nil }
            let next =
                tunable.scale == .log
                ? logNeighbor(number, tunable, bounds, direction, isFine)
                : linearNeighbor(number, bounds, direction, isFine)
            return changed(.real(next), from: value, tunable)
        case .integer(let bounds, _):
            let start = value.number ?? tunable.defaultValue.number ?? bounds.lower
            let next = integerNeighbor(start, isLog: tunable.scale == .log, direction, isFine)
            let clamped = min(bounds.upper, max(bounds.lower, next))
            guard clamped.isFinite, abs(clamped) < 1e15 else { return nil }
            return changed(.integer(Int(clamped)), from: value, tunable)
        case .toggle:
            return changed(.toggle(direction == .up), from: value, tunable)
        case .choice, .choices, .text, .reals: return nil
        }
    }

    private static func changed(_ next: Value, from value: Value, _ tunable: Tunable) -> Value? {
        guard let checked = try? tunable.check(next), checked != value,
            checked.number != value.number || value.number == nil
        else { return nil }
        return checked
    }

    /// 1, 2, 5, 10, … or a tenth up and down in fine steps; below the smallest useful value comes zero.
    private static func logNeighbor(
        _ number: Double, _ tunable: Tunable, _ bounds: Bounds, _ direction: Direction, _ isFine: Bool
    ) -> Double {
        let smallest = 1e-10
        if number <= 0 {
            // Below zero lie words such as −1, "take the global one".
            guard direction == .up else { return bounds.lower.isFinite ? bounds.lower : number }
            if number < 0 { return 0 }
            let declared = tunable.defaultValue.number ?? 0
            return min(declared > 0 ? declared : 1e-5, bounds.upper)
        }
        let next = isFine ? rounded(direction == .up ? number * 1.1 : number / 1.1) : preferred(number, direction)
        if direction == .down, next < smallest { return bounds.contains(0) ? 0 : number }
        if bounds.contains(next) { return next }
        let edge = direction == .up ? bounds.upper : bounds.lower
        return bounds.contains(edge) ? edge : number
    }

    /// The next of 1, 2, 5 × 10ⁿ.
    static func preferred(_ number: Double, _ direction: Direction) -> Double {
        let exponent = NumberText.decimalExponent(number)
        let ladder = [0.5, 1, 2, 5, 10, 20].map { decimal($0, exponent) }
        let slack = 1e-6 * number
        return switch direction {
        case .up: ladder.first { $0 > number + slack } ?? number
        case .down: ladder.last { $0 < number - slack } ?? number
        }
    }

    /// A twentieth of the range, fine a hundredth; near an end that is excluded, steps shrink toward it.
    private static func linearNeighbor(_ number: Double, _ bounds: Bounds, _ direction: Direction, _ isFine: Bool)
        -> Double
    {
        let range = bounds.upper - bounds.lower
        let step: Double
        if range.isFinite {
            let rest = bounds.upper - number
            let share = isFine ? 0.01 : 0.05
            let nearEnd = !bounds.includesUpper && range == 1 && (direction == .up ? rest <= 0.1001 : rest < 0.0999)
            if nearEnd, rest > 0 {
                // 0.9, 0.95, 0.98, 0.99, … as decay rates are chosen.
                let nextRest =
                    isFine
                    ? rounded(direction == .up ? rest / 1.1 : rest * 1.1)
                    : preferred(rounded(rest), direction == .up ? .down : .up)
                return nextRest < 1e-6 ? number : rounded6(bounds.upper - nextRest)
            }
            step = range * share
        } else {
            let size = max(abs(number), 1)
            step = decimal(isFine ? 0.01 : 0.1, NumberText.decimalExponent(size))
        }
        let next = rounded6(direction == .up ? number + step : number - step)
        if bounds.contains(next) { return next }
        let edge = direction == .up ? bounds.upper : bounds.lower
        return bounds.contains(edge) ? edge : number
    }

    private static func integerNeighbor(_ number: Double, isLog: Bool, _ direction: Direction, _ isFine: Bool)
        -> Double
    {
        let sign: Double = direction == .up ? 1 : -1
        if isFine { return number + sign }
        if isLog { return direction == .up ? max(1, number * 2) : (number / 2).rounded(.down) }
        let size = abs(number)
        let step = size < 20 ? 1 : decimal(1, max(0, NumberText.decimalExponent(size) - 1))
        return number + sign * step
    }

    /// Three significant digits, so that repeated steps stay readable.
    private static func rounded(_ number: Double) -> Double {
        Double(ChartNumber.scientific(number, digits: 3)) ?? number
    }

    private static func rounded6(_ number: Double) -> Double {
        Double(ChartNumber.fixed(number, decimals: 6)) ?? number
    }

    /// `digits` × 10^exponent, as a literal would be read.
    private static func decimal(_ digits: Double, _ exponent: Int) -> Double {
        Double("\(digits)e\(exponent)") ?? digits
    }
}

extension Tunable {
    /// Where a value lies on the declared scale, 0…1, to draw a slider; `nil` for what has no order.
    func position(of value: Value) -> Double? {
        let bounds: Bounds
        switch kind {
        case .real(let real): bounds = real
        case .integer(let integer, _): bounds = integer
        default: return nil
        }
        guard let number = value.number else { return nil }
        if scale == .linear {
            guard bounds.lower.isFinite, bounds.upper.isFinite, bounds.upper > bounds.lower else { return nil }
            return (number - bounds.lower) / (bounds.upper - bounds.lower)
        }
        // Four decades to either side of the default, as far as the bounds allow.
        let center = max(defaultValue.number ?? 0, 1e-4)
        let low = max(bounds.lower, center * 1e-4)
        let high = min(bounds.upper, center * 1e4)
        guard low < high, low > 0 else { return nil }
        guard number > low else { return 0 }
        return min(1, (Self.decades(number) - Self.decades(low)) / (Self.decades(high) - Self.decades(low)))
    }

    /// log₁₀ within a part in ten, which is finer than a slider's cell.
    private static func decades(_ number: Double) -> Double {
        let exponent = NumberText.decimalExponent(number)
        return Double(exponent) + (number / NumberText.powerOfTen(exponent) - 1) / 9
    }
}
