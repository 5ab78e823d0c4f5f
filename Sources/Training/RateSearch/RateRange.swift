import Tensors
import Tunables

/// The rates a range test goes through: from the lowest to the highest in equal ratios, one a step.
public struct RateRange: Sendable, Hashable {
    public let lowest: Double
    public let highest: Double
    public let steps: Int

    /// From a rate at which nothing happens to one at which everything diverges.
    public static let standard = RateRange(clampedLowest: 1e-7, highest: 10, steps: 100)

    /// Below it the ratio from one rate to the next, and in the engine's precision the rates themselves, lose meaning.
    public static let lowestOfAll = 1e-30
    public static let highestOfAll = 100.0

    /// - Returns: `nil` unless 1e-30 ≤ lowest < highest ≤ 100 and there are 10 to 10 000 steps.
    public init?(lowest: Double, highest: Double, steps: Int) {
        guard lowest >= Self.lowestOfAll, lowest < highest, highest <= Self.highestOfAll, (10...10_000).contains(steps)
        else { return nil }
        self.init(clampedLowest: lowest, highest: highest, steps: steps)
    }

    private init(clampedLowest lowest: Double, highest: Double, steps: Int) {
        self.lowest = lowest
        self.highest = highest
        self.steps = steps
    }

    /// The rate of a step, from 0.
    public func rate(_ step: Int) -> Double {
        lowest * power(highest / lowest, Double(step) / Double(steps - 1))
    }
}
