/// The interval of numbers a tunable accepts; each end belongs to it or not.
public struct Bounds: Sendable, Hashable {
    public let lower: Double
    public let upper: Double
    public let includesLower: Bool
    public let includesUpper: Bool

    /// An interval from `lower` to `upper`; infinite ends mean "no bound".
    public init(_ lower: Double, _ upper: Double, includesLower: Bool = true, includesUpper: Bool = true) {
        self.lower = lower
        self.upper = upper
        self.includesLower = includesLower
        self.includesUpper = includesUpper
    }

    /// Greater than zero.
    public static let positive = Bounds(0, .infinity, includesLower: false)
    /// Zero or more.
    public static let nonNegative = Bounds(0, .infinity)
    /// From 0 to 1, both included.
    public static let unit = Bounds(0, 1)
    /// From 0 (included) to 1 (not): decay rates, dropout rates.
    public static let fraction = Bounds(0, 1, includesUpper: false)
    /// Any finite number.
    public static let any = Bounds(-.infinity, .infinity)

    /// Whether `number` lies inside. NaN and infinities never do.
    public func contains(_ number: Double) -> Bool {
        guard number.isFinite else { return false }
        let aboveLower = includesLower ? number >= lower : number > lower
        let belowUpper = includesUpper ? number <= upper : number < upper
        return aboveLower && belowUpper
    }
}

extension Bounds: CustomStringConvertible {
    /// The interval in words: `at least 0 and below 1`.
    public var description: String {
        let low = lower.isFinite ? (includesLower ? "at least " : "above ") + Value.describe(lower) : nil
        let high = upper.isFinite ? (includesUpper ? "at most " : "below ") + Value.describe(upper) : nil
        let parts = [low, high].compactMap { $0 }
        return parts.isEmpty ? "any number" : parts.joined(separator: " and ")
    }
}
