/// The learning rate around an intervention: what is set (the base), and what a schedule makes of it.
public struct RateChange: Sendable, Hashable, Codable {
    /// The rate at one moment.
    public struct Rate: Sendable, Hashable, Codable {
        /// `optimizer.lr`
        public let base: Double
        /// That of the coming update.
        public let effective: Double
        /// What makes the effective rate out of the base: a schedule's name, `warm-up`, `swa.constant_lr`.
        public let by: String

        public init(base: Double, effective: Double, by: String) {
            self.base = base
            self.effective = effective
            self.by = by
        }
    }

    public let before: Rate
    public let after: Rate

    /// - Returns: `nil` where what is set is what is in force, or nothing about the rate was touched: there is nothing to say
    ///   then that the assignments do not say.
    public init?(from before: Rate, to after: Rate, touching keys: [String]) {
        let isPlain = before.base == before.effective && after.base == after.effective
        let isTouched =
            before != after || keys.contains { $0 == "epochs" || $0 == "optimizer.lr" || $0.hasPrefix("schedule.") }
        if isPlain || !isTouched { return nil }
        self.init(before: before, after: after)
    }

    public init(before: Rate, after: Rate) {
        self.before = before
        self.after = after
    }

    /// `in force 9.8e-6 under step`, `in force still 0.02 under cosine`: what the assignments do not say.
    public func words(_ number: (Double) -> String) -> String {
        let still = before.effective == after.effective ? "still " : ""
        let place = after.by == "warm-up" ? "in the warm-up" : "under \(after.by)"
        return "in force \(still)\(number(after.effective)) \(place)"
    }
}
