import Tunables

/// One swing over the whole run: from lr/`div_factor` up to lr, then down to lr/(`div_factor`·`final_div_factor`).
///
/// `three_phase` comes down to the start first, as long as it went up, and then to the end. The last move of the run
/// stands at the lowest rate, as in PyTorch.
public struct OneCycleSchedule: Schedule {
    public static let descriptor = Descriptor.schedule(
        "one_cycle", summary: "one swing up and far down over the run",
        reference: "Smith & Topin 2018, arXiv:1708.07120",
        tunables: [
            .real("pct_start", default: 0.3, in: .unit, help: "share of the run spent going up"),
            .real("div_factor", default: 25, in: Bounds(1, .infinity), scale: .log, help: "lr over the first rate"),
            .real(
                "final_div_factor", default: 1e4, in: Bounds(1, .infinity), scale: .log,
                help: "first rate over the last"),
            .choice("anneal", default: "cos", of: ["cos", "linear"], help: "the shape of the way between"),
            .toggle("three_phase", default: false, help: "down to the first rate, then to the last"),
        ])

    private let upShare: Double
    private let divFactor: Double
    private let finalDivFactor: Double
    private let isLinear: Bool
    private let hasThreePhases: Bool

    public init(_ values: Values) {
        upShare = values.real("pct_start")
        divFactor = values.real("div_factor")
        finalDivFactor = values.real("final_div_factor")
        isLinear = values.word("anneal") == "linear"
        hasThreePhases = values.toggle("three_phase")
    }

    public var spansRun: Bool { true }

    public func rate(base: Double, at time: ScheduleTime) -> Double {
        let first = base / divFactor
        let last = first / finalDivFactor
        let peak = max(0, upShare * time.span - time.tick)
        let end = max(time.span - time.tick, peak)
        let now = min(time.elapsed, end)
        if now <= peak, peak > 0 { return way(from: first, to: base, share: now / peak) }
        if hasThreePhases {
            let back = min(end, 2 * upShare * time.span - 2 * time.tick)
            if now <= back, back > peak { return way(from: base, to: first, share: (now - peak) / (back - peak)) }
            return way(from: first, to: last, share: end > back ? (now - back) / (end - back) : 1)
        }
        return way(from: base, to: last, share: end > peak ? (now - peak) / (end - peak) : 0)
    }

    private func way(from start: Double, to end: Double, share: Double) -> Double {
        isLinear ? start + (end - start) * share : annealed(from: start, to: end, share: share)
    }
}
