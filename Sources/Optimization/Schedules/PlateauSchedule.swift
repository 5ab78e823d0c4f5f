import Tunables

/// What a plateau schedule remembers; part of a snapshot.
public struct PlateauState: Sendable, Hashable, Codable {
    /// The best metric so far.
    public var best = Double.infinity
    /// Epochs in a row without a better one.
    public var badEpochs = 0
    /// Epochs still to rest after a reduction.
    public var coolingEpochs = 0
    /// All reductions so far, multiplied.
    public var reduction = 1.0

    public init() {}
}

/// Falls when the metric stops falling: lr·factor after more than `patience` epochs without improvement, never below
/// `min_lr`; then rests for `cooldown` epochs. As PyTorch's ReduceLROnPlateau, smaller metrics being better.
public struct PlateauSchedule: Schedule {
    public static let descriptor = Descriptor.schedule(
        "plateau", summary: "falls when the validation loss stops falling", reference: "training-methodologies.md",
        tunables: [
            .real(
                "factor", default: 0.1, in: Bounds(0, 1, includesLower: false, includesUpper: false),
                help: "what a reduction multiplies by"),
            .integer(
                "patience", default: 10, in: 0...1_000_000, unit: "epochs", help: "epochs without improvement allowed"),
            .real("threshold", default: 1e-4, in: .nonNegative, scale: .log, help: "smallest improvement that counts"),
            .choice("threshold_mode", default: "rel", of: ["rel", "abs"], help: "how the threshold is meant")
                .needing("threshold"),
            .integer(
                "cooldown", default: 0, in: 0...1_000_000, unit: "epochs", help: "epochs of rest after a reduction"),
            .minimumRate,
        ], idlePace: "the metric it waits for comes once an epoch")

    /// What is less is no reduction: the rate would go on falling to nothing.
    private static let smallestFall = 1e-8

    public var plateau: PlateauState? = PlateauState()
    private let factor: Double
    private let patience: Int
    private let threshold: Double
    private let isRelative: Bool
    private let cooldown: Int
    private let minimum: Double

    public init(_ values: Values) {
        factor = values.real("factor")
        patience = values.integer("patience") ?? 0
        threshold = values.real("threshold")
        isRelative = values.word("threshold_mode") == "rel"
        cooldown = values.integer("cooldown") ?? 0
        minimum = values.real("min_lr")
    }

    public var unforeseen: String? { "plateau waits for the metric: its next step down cannot be foreseen" }

    public func rate(base: Double, at time: ScheduleTime) -> Double {
        max(base * (plateau?.reduction ?? 1), min(minimum, base))
    }

    public mutating func observe(_ metric: Double, base: Double) {
        var state = plateau ?? PlateauState()
        let bar = isRelative ? state.best - threshold * abs(state.best) : state.best - threshold
        // The first metric meets no bar: infinity minus a share of infinity is no number.
        if metric < bar || (state.best == .infinity && metric < .infinity) {
            state.best = metric
            state.badEpochs = 0
        } else {
            state.badEpochs += 1
        }
        if state.coolingEpochs > 0 {
            state.coolingEpochs -= 1
            state.badEpochs = 0
        }
        if state.badEpochs > patience, base * state.reduction > minimum {
            let fall = base * state.reduction * (1 - factor)
            if fall > Self.smallestFall { state.reduction *= factor }
            state.coolingEpochs = cooldown
            state.badEpochs = 0
        }
        plateau = state
    }
}
