import Tunables

/// Where a run stands, as schedules see it.
public struct SchedulePosition: Sendable, Hashable {
    /// Completed epochs plus the share done of the current one, by samples: a change of batch size does not move it.
    public var epochs: Double
    /// How many epochs the run is to have.
    public var total: Double
    /// Updates an epoch at the present batch size.
    public var stepsPerEpoch: Double

    public init(epochs: Double, total: Double, stepsPerEpoch: Double) {
        self.epochs = epochs
        self.total = total
        self.stepsPerEpoch = max(1, stepsPerEpoch)
    }
}

/// The effective rate at a step to come.
public struct ForeseenRate: Sendable, Hashable {
    public let step: Int
    public let rate: Double
}

/// A schedule at work: its clock, started when it was chosen, and the warm-up before it.
///
/// Ask ``rate(base:at:)`` before each update; call ``observe(_:base:at:)`` once after each epoch. Changing the base or a
/// tunable goes on from where the clock stands; choosing another schedule starts a new one with the epochs that are left.
public struct ActiveSchedule: Sendable {
    /// What a snapshot keeps.
    public struct State: Sendable, Hashable, Codable {
        /// Where in the run the schedule was chosen, in epochs.
        public var origin: Double
        public var plateau: PlateauState?
        /// `nil` while the run has the length that the schedule began with.
        public var refit: ScheduleRefit?
    }

    private var schedule: any Schedule
    private var granularity: Granularity
    private var warmup: Double
    private var warmupStart: Double
    private var origin: Double
    private var refit: ScheduleRefit?

    /// Starts a schedule's clock at `position`.
    public init(_ type: any Schedule.Type, _ values: Values, at position: SchedulePosition) {
        schedule = type.init(values)
        granularity = Granularity(rawValue: values.word("per")) ?? .epoch
        warmup = values.real("warmup")
        warmupStart = values.real("warmup_start")
        origin = position.epochs
    }

    public var state: State {
        get { State(origin: origin, plateau: schedule.plateau, refit: refit) }
        set {
            origin = newValue.origin
            refit = newValue.refit
            schedule.plateau = newValue.plateau
        }
    }

    /// Why coming rates cannot be foreseen; `nil` where they can.
    public var unforeseen: String? { schedule.unforeseen }

    /// Takes changed tunables of the same schedule; clock and memory go on.
    public mutating func retune(_ values: Values) {
        let kept = state
        self = ActiveSchedule(
            type(of: schedule), values, at: SchedulePosition(epochs: origin, total: origin, stepsPerEpoch: 1))
        state = kept
    }

    /// The effective rate of the update about to be made at `position`.
    public func rate(base: Double, at position: SchedulePosition) -> Double {
        let since = position.epochs - origin
        if since < warmup { return base * (warmupStart + (1 - warmupStart) * since / warmup) }
        return schedule.rate(base: base, at: time(at: position))
    }

    /// Whether the rate still climbs before the schedule begins.
    public func isWarming(at position: SchedulePosition) -> Bool { position.epochs - origin < warmup }

    /// Tells the monitored metric once an epoch, smaller being better. Warm-up does not count against a plateau.
    public mutating func observe(_ metric: Double, base: Double, at position: SchedulePosition) {
        guard position.epochs - origin >= warmup else { return }
        schedule.observe(metric, base: base)
    }

    /// How many of its cycles are complete at `position`; `nil` where the schedule has none.
    public func completedCycles(at position: SchedulePosition) -> Int? {
        schedule.completedCycles(after: time(at: position).elapsed)
    }

    /// The rates from the coming update to the end of the run, at up to `count` steps; empty where unforeseen.
    ///
    /// - Parameter step: completed updates at `position`.
    public func outlook(base: Double, at position: SchedulePosition, step: Int, count: Int = 240) -> [ForeseenRate] {
        let steps = Int(((position.total - position.epochs) * position.stepsPerEpoch).rounded())
        guard unforeseen == nil, steps > 0, count > 0 else { return [] }
        let points = min(steps, count)
        return (0..<points).map { point in
            let ahead = points == 1 ? 0 : point * (steps - 1) / (points - 1)
            var then = position
            then.epochs += Double(ahead) / position.stepsPerEpoch
            // A sum that misses the epoch's end by rounding would show the wrong side of a stair.
            let whole = then.epochs.rounded()
            if abs(then.epochs - whole) < 1e-9 { then.epochs = whole }
            return ForeseenRate(step: step + ahead, rate: rate(base: base, at: then))
        }
    }

    private func time(at position: SchedulePosition) -> ScheduleTime {
        if let refit, schedule.spansRun { return refit.time(atMove: move(at: position)) }
        switch granularity {
        case .epoch:
            let start = origin.rounded(.down)
            return ScheduleTime(
                elapsed: max(0, position.epochs.rounded(.down) - start - warmup),
                span: position.total - start - warmup, tick: 1)
        case .step:
            return ScheduleTime(
                elapsed: max(0, position.epochs - origin - warmup), span: position.total - origin - warmup,
                tick: 1 / position.stepsPerEpoch)
        }
    }

    /// When the rate last moved, in the run's epochs.
    private func move(at position: SchedulePosition) -> Double {
        granularity == .epoch ? position.epochs.rounded(.down) : position.epochs
    }

    /// Takes note that the run is to have another length: what is left of a schedule that spans the run is stretched, or
    /// pressed together, over the epochs that are left now. The rate at `position` stays what it was, and the run still
    /// ends at the rate it was to end at; a way that is gone to its end stays there.
    ///
    /// - Parameters:
    ///   - position: where the run stands, by its length until now.
    ///   - total: how many epochs it is to have.
    public mutating func fit(from position: SchedulePosition, toTotal total: Double) {
        guard schedule.spansRun else { return refit = nil }
        let now = time(at: position)
        var longer = position
        longer.total = total
        var fresh = self
        fresh.refit = nil
        let isAsPlanned = rate(base: 1, at: position) == fresh.rate(base: 1, at: longer)
        // Where nothing of the way is gone yet, it is the run's as if it had been so long from the start.
        if position.epochs - origin < warmup || (now.elapsed == 0 && isAsPlanned) { return refit = nil }
        let tick = granularity == .epoch ? 1 : 1 / position.stepsPerEpoch
        let start = granularity == .epoch ? origin.rounded(.down) : origin
        refit = ScheduleRefit(now, from: max(move(at: position), start + warmup), lastMove: total - tick, tick: tick)
    }
}
