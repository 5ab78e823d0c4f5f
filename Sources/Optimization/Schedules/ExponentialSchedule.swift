import Tunables

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// lr·e^(−k·epoch) (training-and-optimization.md, "Exponential Decay").
public struct ExponentialSchedule: Schedule {
    public static let descriptor = Descriptor.schedule(
        "exponential", summary: "falls by the same share every epoch", reference: "training-and-optimization.md",
        tunables: [.real("k", default: 0.05, in: .nonNegative, scale: .log, help: "share lost an epoch")])

    private let k: Double

    public init(_ values: Values) { k = values.real("k") }

    public func rate(base: Double, at time: ScheduleTime) -> Double { base * exp(-k * time.elapsed) }
}
