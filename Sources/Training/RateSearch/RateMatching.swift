import Tunables

extension TrainingSession {
    /// Dry updates of the optimizer tried.
    private static var dryUpdates: Int { 32 }
    /// With fewer steps than this behind it, the present optimizer is measured on the copy as well.
    private static var fewestSteps: Int { 8 }

    /// Measures which rate of another optimizer would keep the size of updates. See ``RateMatch``; the session itself is
    /// not touched.
    ///
    /// - Parameter switching: the switch, `optimizer.name` with whatever else is to change.
    /// - Throws: what ``check(_:)`` refuses.
    func matchRate(switching assignments: [Assignment]) throws -> RateMatch {
        let base = plan.baseRate
        // What a schedule makes of the base just now; at the foot of a warm-up that is nothing to divide by.
        let share = base > 0 && effectiveRate > 0 ? effectiveRate / base : 1
        var recent = recentUpdates.median
        if recentUpdates.count < Self.fewestSteps {
            let present = try copy()
            var record = TelemetryBatch(
                layout: TelemetryLayout(layerCount: network.weightedLayers.count), capacity: 2)
            for _ in 0..<Self.fewestSteps {
                record.removeAll()
                _ = present.step(into: &record, rate: base * share)
                present.wrapAround()
            }
            recent = present.recentUpdates.median
        }
        let other = try copy()
        let change = try other.check(assignments.filter { $0.key != "optimizer.lr" } + [Assignment("optimizer.lr", 1)])
        other.apply(change)
        var norms: [Double] = []
        for _ in 0..<Self.dryUpdates { norms.append(other.dryUpdate(rate: 1)) }
        let name = if case .word(let name)? = other.settings["optimizer.name"] { name } else { "" }
        return RateMatch(
            optimizer: name, recentUpdate: recent ?? 0,
            updatePerRate: (middle(norms.suffix(Self.dryUpdates / 4)) ?? 0) * share)
    }

    /// ‖ΔW‖ that the next micro-batches would lead to at a rate; slots move on, the weights are put back.
    private func dryUpdate(rate: Double) -> Double {
        let weights = network.arena.parameters.values
        var record = TelemetryBatch(layout: TelemetryLayout(layerCount: network.weightedLayers.count), capacity: 2)
        _ = step(into: &record, rate: rate)
        network.arena.parameters.values = weights
        updates.remeasure()
        wrapAround()
        return updates.updateNorm
    }
}
