import Tunables

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Stairs: lr·γ^⌊epoch/every⌋; `smooth` leaves the floor out, as training-and-optimization.md writes it.
public struct StepSchedule: Schedule {
    public static let descriptor = Descriptor.schedule(
        "step", summary: "falls by a factor every so many epochs", reference: "training-and-optimization.md",
        tunables: [
            .integer("every", default: 10, in: 1...1_000_000, unit: "epochs", help: "epochs from stair to stair"),
            .real("gamma", default: 0.5, in: Bounds(0, 1, includesLower: false), help: "what each stair multiplies by"),
            .toggle("smooth", default: false, help: "a ramp instead of stairs"),
        ])

    private let every: Double
    private let gamma: Double
    private let isSmooth: Bool

    public init(_ values: Values) {
        every = Double(values.integer("every") ?? 1)
        gamma = values.real("gamma")
        isSmooth = values.toggle("smooth")
    }

    public func rate(base: Double, at time: ScheduleTime) -> Double {
        let stairs = time.elapsed / every
        return base * pow(gamma, isSmooth ? stairs : stairs.rounded(.down))
    }
}
