import Tunables

/// lr·e^(−k·epoch) (training-and-optimization.md, "Exponential Decay").
public struct ExponentialSchedule: Schedule {
    public static let descriptor = Descriptor.schedule(
        "exponential", summary: "falls by the same share every epoch", reference: "training-and-optimization.md",
        tunables: [.real("k", default: 0.05, in: .nonNegative, scale: .log, help: "an epoch takes it times exp(-k)")])

    private let k: Double

    public init(_ values: Values) { k = values.real("k") }

    public func rate(base: Double, at time: ScheduleTime) -> Double { base * exponential(-k * time.elapsed) }
}
