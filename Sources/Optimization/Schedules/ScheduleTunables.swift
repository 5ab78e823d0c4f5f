import Tunables

extension Descriptor {
    /// A schedule's descriptor: its own tunables, then those that any schedule has.
    ///
    /// - Parameter idlePace: why it makes no difference whether the rate is asked for every epoch or every step.
    static func schedule(
        _ name: String, summary: String, reference: String = "", tunables: [Tunable] = [], idlePace: String? = nil
    ) -> Descriptor {
        let per = idlePace.map(granularity.idle) ?? granularity
        return Descriptor(name, summary: summary, reference: reference, tunables: tunables + [per] + warmup)
    }

    private static let granularity = Tunable.choice(
        "per", default: Granularity.epoch.rawValue, of: Granularity.allCases.map(\.rawValue),
        help: "whether the rate moves once an epoch or at every step")

    private static let warmup: [Tunable] = [
        .real(
            "warmup", default: 0, in: .nonNegative, unit: "epochs",
            help: "the rate first climbs this long, step by step; then the schedule begins"),
        .real("warmup_start", default: 0.1, in: .unit, help: "where warm-up starts, as a share of lr")
            .needing("warmup"),
    ]
}

/// How often a schedule moves.
public enum Granularity: String, Sendable, Hashable, CaseIterable { case epoch, step }

extension Tunable {
    /// The floor of a decaying schedule.
    static let minimumRate = Tunable.real(
        "min_lr", default: 0, in: .nonNegative, scale: .log, help: "the rate it comes down to")

    /// T of a schedule with an end.
    static let period = Tunable(
        "t_max", .integer(Bounds(1, .infinity), words: ["rest"]), default: "rest", unit: "epochs",
        help: "how long it comes down; 'rest' is to the end of the run")
}

extension Values {
    /// Whether `t_max` is the rest of the run.
    var isFittedToRun: Bool { integer("t_max") == nil }

    /// `t_max` in epochs, given what is left of the run; never zero.
    func period(of time: ScheduleTime) -> Double {
        max(integer("t_max").map(Double.init) ?? time.span, time.tick)
    }
}
