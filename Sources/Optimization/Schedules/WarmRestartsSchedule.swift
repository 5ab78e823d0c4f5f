import Tunables

/// SGDR: half a cosine from lr to min_lr over T₀ epochs, then again from lr, each time `t_mult` as long.
public struct WarmRestartsSchedule: Schedule {
    public static let descriptor = Descriptor.schedule(
        "warm_restarts", summary: "glides down, then starts again, ever longer",
        reference: "Loshchilov & Hutter 2017, arXiv:1608.03983",
        tunables: [
            .integer("t0", default: 10, in: 1...1_000_000, unit: "epochs", help: "length of the first cycle"),
            .integer("t_mult", default: 2, in: 1...100, help: "each cycle is so many times as long as the one before"),
            .minimumRate,
        ])

    private let first: Double
    private let multiple: Double
    private let minimum: Double

    public init(_ values: Values) {
        first = Double(values.integer("t0") ?? 1)
        multiple = Double(values.integer("t_mult") ?? 1)
        minimum = values.real("min_lr")
    }

    public func rate(base: Double, at time: ScheduleTime) -> Double {
        let cycle = cycle(at: time.elapsed)
        return annealed(from: base, to: minimum, share: cycle.into / cycle.length)
    }

    public func completedCycles(after elapsed: Double) -> Int? { cycle(at: elapsed).number }

    /// The cycle that a time falls into, from 0, how far into it, and its length.
    private func cycle(at elapsed: Double) -> (number: Int, into: Double, length: Double) {
        if multiple == 1 {
            return (Int(elapsed / first), elapsed.truncatingRemainder(dividingBy: first), first)
        }
        var (number, into, length) = (0, elapsed, first)
        while into >= length {
            into -= length
            length *= multiple
            number += 1
        }
        return (number, into, length)
    }
}
