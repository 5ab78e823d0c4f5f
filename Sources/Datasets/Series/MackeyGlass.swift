import Tensors
import Tunables

/// The Mackey–Glass series: dx/dt = 0.2 x(t−τ) / (1 + x(t−τ)¹⁰) − 0.1 x(t), chaotic from τ ≈ 17 on.
enum MackeyGlass: DatasetSource {
    static let descriptor = Descriptor(
        "mackey_glass", summary: "a chaotic series to foretell from its past (use split: time)",
        reference: "Mackey & Glass 1977, \"Oscillation and chaos in physiological control systems\"",
        tunables: [
            SharedTunables.samples(1000),
            .integer("tau", default: 17, in: 1...100, change: .restart, help: "τ: the delay; chaotic from about 17 on"),
            .integer(
                "window", default: 20, in: 1...1000, unit: "steps", change: .restart, help: "the past that is seen"),
            .integer(
                "horizon", default: 6, in: 1...1000, unit: "steps", change: .restart,
                help: "how far ahead the target lies"),
            SharedTunables.noise(0, help: "standard deviation of noise on the series"),
            SharedTunables.seed,
        ])

    /// Time units that pass before the series is taken up.
    private static let transient = 300

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        let window = values.integer("window") ?? 1
        let horizon = values.integer("horizon") ?? 1
        let length = (values.integer("samples") ?? 0) + window + horizon - 1
        let noise = values.real("noise")
        var random = RandomSource(seed: values.seed, stream: .generator)
        let start = random.uniform(0.8, 1.4)
        let series = Self.series(count: transient + length, delay: values.integer("tau") ?? 17, start: start)
            .dropFirst(transient).map { Float($0 + noise * random.normal()) }
        return try Dataset(
            name: descriptor.name, count: length, featureCount: 0, features: [], target: .values(series, columns: 1)
        ).windows(of: window, horizon: horizon, targetName: "x")
    }

    /// x at t = 1, 2, …, `count`, with x = `start` up to t = 0.
    ///
    /// Runge–Kutta of fourth order at a tenth of a time unit; the delayed value at half a step is the mean of its
    /// neighbors.
    static func series(count: Int, delay: Int, start: Double) -> [Double] {
        let stepsPerUnit = 10
        let step = 1 / Double(stepsPerUnit)
        let lag = delay * stepsPerUnit
        var history = [Double](repeating: start, count: lag + 1)
        history.reserveCapacity(lag + 1 + count * stepsPerUnit)
        for _ in 0..<count * stepsPerUnit {
            let x = history[history.count - 1]
            let before = history[history.count - 1 - lag]
            let after = history[history.count - lag]
            let between = (before + after) / 2
            let k1 = slope(x, before)
            let k2 = slope(x + step / 2 * k1, between)
            let k3 = slope(x + step / 2 * k2, between)
            let k4 = slope(x + step * k3, after)
            history.append(x + step / 6 * (k1 + 2 * k2 + 2 * k3 + k4))
        }
        return (1...count).map { history[lag + $0 * stepsPerUnit] }
    }

    private static func slope(_ x: Double, _ delayed: Double) -> Double {
        let square = delayed * delayed
        let fourth = square * square
        return 0.2 * delayed / (1 + fourth * fourth * square) - 0.1 * x
    }
}
