import Tunables

/// The base rate throughout.
public struct ConstantSchedule: Schedule {
    public static let descriptor = Descriptor.schedule(
        "constant", summary: "the base rate throughout", idlePace: "a constant rate does not move")

    public init(_ values: Values) {}

    public func rate(base: Double, at time: ScheduleTime) -> Double { base }
}
