import Tunables

/// Half a cosine down: min_lr + ½(lr − min_lr)(1 + cos(π·t/T)), held at min_lr after T.
public struct CosineSchedule: Schedule {
    public static let descriptor = Descriptor.schedule(
        "cosine", summary: "glides down along half a cosine",
        reference: "Loshchilov & Hutter 2017, arXiv:1608.03983", tunables: [.period, .minimumRate])

    private let values: Values
    private let minimum: Double

    public init(_ values: Values) {
        self.values = values
        minimum = values.real("min_lr")
    }

    public var spansRun: Bool { values.isFittedToRun }

    public func rate(base: Double, at time: ScheduleTime) -> Double {
        annealed(from: base, to: minimum, share: time.elapsed / values.period(of: time))
    }
}

/// Along half a cosine from `start` at share 0 to `end` at share 1, held beyond.
func annealed(from start: Double, to end: Double, share: Double) -> Double {
    end + 0.5 * (start - end) * (1 + cosine(.pi * min(1, share)))
}
