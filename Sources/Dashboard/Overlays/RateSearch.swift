import Training

/// The overlay of a learning-rate range test: the curve as it grows, then the proposals to choose from.
struct RateSearch: Sendable, Hashable {
    /// As last reported; `nil` until the run has begun it.
    var sweep: RateSweep?
    private(set) var selected = 0

    var isOver: Bool { sweep.map { $0.phase != .running } ?? false }
    var proposals: [RateProposal] { sweep?.proposals ?? [] }
    /// The proposal that `Enter` takes.
    var chosen: RateProposal? { proposals.indices.contains(selected) ? proposals[selected] : nil }

    mutating func move(by offset: Int) {
        guard !proposals.isEmpty else { return }
        selected = min(proposals.count - 1, max(0, selected + offset))
    }

    /// How far it is, or how it ended.
    var words: String {
        guard let sweep else { return "waiting for the trainer" }
        guard sweep.phase != .canceled else { return "canceled" }
        guard sweep.phase == .finished else {
            let loss = sweep.points.last.map { ", loss \(ChartNumber.significant($0.smoothed))" } ?? ""
            return "\(sweep.points.count)/\(sweep.range.steps) steps, lr \(ChartNumber.rate(sweep.nextRate))\(loss)"
        }
        if let remark = sweep.remark { return remark }
        return switch sweep.ending {
        case .nonFinite(let rate): "at lr \(ChartNumber.rate(rate)) the numbers were no longer finite"
        case .rising: "the loss passed four times its least"
        case nil: "all \(sweep.points.count) steps made"
        }
    }
}

extension DashboardState {
    mutating func findRate() -> [Effect] {
        overlays.append(.rateSearch(RateSearch()))
        return send(.findRate(.standard))
    }

    /// News of a range test. Its end stands in the journal also where nobody waits for it any more.
    mutating func absorb(_ sweep: RateSweep) {
        for index in overlays.indices {
            guard case .rateSearch(var search) = overlays[index] else { continue }
            search.sweep = sweep
            overlays[index] = .rateSearch(search)
        }
        throughput.reset()
        guard sweep.phase != .running else { return }
        let proposals = sweep.proposals.map { "lr \(ChartNumber.rate($0.rate, digits: 2)) \($0.reason)" }
        let result = proposals.isEmpty ? RateSearch(sweep: sweep).words : proposals.joined(separator: ", ")
        journal.log(.note, "range test: \(result)", step: run.step)
    }

    mutating func perform(_ action: KeyAction, in search: RateSearch) -> [Effect]? {
        var search = search
        switch action {
        case .moveUp, .moveLeft: search.move(by: -1)
        case .moveDown, .moveRight: search.move(by: 1)
        case .activate:
            guard search.isOver else { return [] }
            overlays.removeLast()
            guard let chosen = search.chosen else { return [] }
            return assign("optimizer.lr", .real(chosen.rate))
        default: return nil
        }
        overlays[overlays.count - 1] = .rateSearch(search)
        return []
    }

    /// A range test was refused, or given up.
    mutating func removeRateSearch() {
        overlays.removeAll { if case .rateSearch = $0 { true } else { false } }
    }
}
