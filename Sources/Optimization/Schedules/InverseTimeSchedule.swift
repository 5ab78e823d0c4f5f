import Tunables

/// lr/(1 + k·epoch) (training-methodologies.md, "1/t Decay").
public struct InverseTimeSchedule: Schedule {
    public static let descriptor = Descriptor.schedule(
        "inverse_time", summary: "falls with one over time", reference: "training-methodologies.md",
        tunables: [.real("k", default: 0.1, in: .nonNegative, scale: .log, help: "how fast it falls")])

    private let k: Double

    public init(_ values: Values) { k = values.real("k") }

    public func rate(base: Double, at time: ScheduleTime) -> Double { base / (1 + k * time.elapsed) }
}
