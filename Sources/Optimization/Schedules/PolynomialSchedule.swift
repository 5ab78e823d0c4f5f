import Tunables

/// min_lr + (lr − min_lr)(1 − t/T)^power, held at min_lr after T.
public struct PolynomialSchedule: Schedule {
    public static let descriptor = Descriptor.schedule(
        "polynomial", summary: "falls along a power of the time left", reference: "Chen et al. 2018, arXiv:1606.00915",
        tunables: [
            .period,
            .real("power", default: 1, in: Bounds(0, 20, includesLower: false), help: "1 is a straight line"),
            .minimumRate,
        ])

    private let values: Values
    private let power: Double
    private let minimum: Double

    public init(_ values: Values) {
        self.values = values
        power = values.real("power")
        minimum = values.real("min_lr")
    }

    public var spansRun: Bool { values.isFittedToRun }

    public func rate(base: Double, at time: ScheduleTime) -> Double {
        let left = max(0, 1 - time.elapsed / values.period(of: time))
        return minimum + (base - minimum) * raise(left, to: power)
    }
}
