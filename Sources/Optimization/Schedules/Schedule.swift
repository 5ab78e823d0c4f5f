import Tunables

/// When a schedule is asked for a rate, in epochs on its own clock.
public struct ScheduleTime: Sendable, Hashable {
    /// Epochs since its first update, from 0. Where it moves once an epoch it keeps its value through the epoch: whole
    /// numbers, or after 0, where a warm-up takes part of an epoch, those less that part (0, 0.5, 1.5, … after 0.5).
    public let elapsed: Double
    /// Epochs from its first update to the end of the run.
    public let span: Double
    /// The share of an epoch from one of its moves to the next.
    public let tick: Double

    public init(elapsed: Double, span: Double, tick: Double) {
        self.elapsed = elapsed
        self.span = span
        self.tick = tick
    }
}

/// A rule for how the learning rate moves over time.
public protocol Schedule: Sendable {
    static var descriptor: Descriptor { get }
    init(_ values: Values)
    /// The effective rate at `time`, from the base rate `optimizer.lr`.
    func rate(base: Double, at time: ScheduleTime) -> Double
    /// Why coming rates cannot be foreseen; `nil` where the rate is a function of time alone.
    var unforeseen: String? { get }
    /// Whether its way is fitted to the length of the run: another length then fits anew what is left of it.
    var spansRun: Bool { get }
    /// How many cycles it has gone through after so many epochs on its clock; `nil` where it has none.
    func completedCycles(after elapsed: Double) -> Int?
    /// What the schedule remembers of the metric it watches; `nil` where it watches none.
    var plateau: PlateauState? { get set }
    /// Tells the monitored metric, once an epoch; smaller is better.
    mutating func observe(_ metric: Double, base: Double)
}

extension Schedule {
    public var unforeseen: String? { nil }
    public var spansRun: Bool { false }
    public func completedCycles(after elapsed: Double) -> Int? { nil }
    public var plateau: PlateauState? {
        get { nil }
        set {}
    }
    public mutating func observe(_ metric: Double, base: Double) {}
}
