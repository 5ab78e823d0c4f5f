import Tunables

/// Up and down between low·lr and lr: `triangular`; `triangular2`, each peak half as high; `exp_range`, peaks falling by
/// γ an epoch.
public struct CyclicalSchedule: Schedule {
    enum Mode: String, CaseIterable {
        case triangular, triangular2
        case expRange = "exp_range"
    }

    public static let descriptor = Descriptor.schedule(
        "cyclical", summary: "swings between a low and a high rate", reference: "Smith 2017, arXiv:1506.01186",
        tunables: [
            .choice(
                "mode", default: Mode.triangular.rawValue, of: Mode.allCases.map(\.rawValue), help: "how peaks fall"),
            .real("low", default: 0.1, in: .unit, help: "the lowest rate, as a share of lr"),
            .integer("up", default: 4, in: 1...1_000_000, unit: "epochs", help: "epochs from low to high"),
            .integer(
                "down", default: 0, in: 0...1_000_000, unit: "epochs", help: "epochs from high to low; 0 takes those up"
            ),
            .real(
                "gamma", default: 0.98, in: Bounds(0, 1, includesLower: false),
                help: "what peaks keep an epoch (exp_range)"
            ).needing("mode", .isOneOf([Mode.expRange.rawValue])),
        ])

    private let mode: Mode
    private let low: Double
    private let up: Double
    private let down: Double
    private let gamma: Double

    public init(_ values: Values) {
        mode = Mode(rawValue: values.word("mode")) ?? .triangular
        low = values.real("low")
        up = Double(values.integer("up") ?? 1)
        let down = Double(values.integer("down") ?? 0)
        self.down = down > 0 ? down : up
        gamma = values.real("gamma")
    }

    public func completedCycles(after elapsed: Double) -> Int? { Int(elapsed / (up + down)) }

    public func rate(base: Double, at time: ScheduleTime) -> Double {
        let cycle = (time.elapsed / (up + down)).rounded(.down)
        let into = time.elapsed - cycle * (up + down)
        let height = into <= up ? into / up : (up + down - into) / down
        let peak =
            switch mode {
            case .triangular: 1.0
            case .triangular2: raise(0.5, to: cycle)
            case .expRange: raise(gamma, to: time.elapsed)
            }
        return base * (low + (1 - low) * height * peak)
    }
}
