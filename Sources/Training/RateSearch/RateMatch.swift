/// The learning rate at which another optimizer would make updates as large as the last steps had, by measurement.
///
/// - `recentUpdate`: the median ‖ΔW‖ of the run's last ``RecentUpdates/capacity`` steps (or what there are), over all
///   parameters, as the optimizer made them.
/// - `updatePerRate`: ‖ΔW‖ of the other optimizer at lr 1. It starts with fresh slots and makes dry updates on the
///   following micro-batches, the weights put back after each; the median of the last quarter counts, since first
///   updates mislead (momentum grows to 1/(1−β) of its first, Adam's first is √n whatever the gradient). Clipping,
///   l2 and noise act as they would.
///
/// Both are proportional to the rate, so the rate that matches is their ratio.
public struct RateMatch: Sendable, Hashable {
    /// The optimizer that was tried.
    public let optimizer: String
    public let recentUpdate: Double
    /// Per unit of the *base* rate: a schedule that stands at a half of its base halves it.
    public let updatePerRate: Double

    public init(optimizer: String, recentUpdate: Double, updatePerRate: Double) {
        self.optimizer = optimizer
        self.recentUpdate = recentUpdate
        self.updatePerRate = updatePerRate
    }

    /// The base rate that keeps the size of updates, in two digits; `nil` where one of the sizes was zero or not finite,
    /// or the rate would be beyond what a learning rate may be.
    public var rate: Double? {
        let exact = recentUpdate / updatePerRate
        guard exact > 0, exact.isFinite else { return nil }
        let rate = RateProposal.rounded(exact)
        return rate > 0 && rate <= 100 ? rate : nil
    }

    /// How many times as large as now updates would be at a base rate.
    public func growth(at rate: Double) -> Double { rate * updatePerRate / recentUpdate }

    /// Below a tenth of the present updates the loss would flatten.
    public func flattens(at rate: Double) -> Bool { growth(at: rate) < 0.1 }
}
