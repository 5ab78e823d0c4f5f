import Tunables

/// Stops a run whose monitored metrics have all stopped improving (Prechelt 1998; optimization-techniques.md, "Early
/// Stopping"). A pure value: counters live in it and travel with snapshots.
public struct EarlyStopping: Sendable, Hashable {
    /// What can be monitored. Losses improve downward, the score (accuracy or R²) upward.
    public enum Monitor: String, Sendable, Hashable, CaseIterable {
        case validationLoss = "validation_loss"
        case validationScore = "validation_score"
        case trainingLoss = "training_loss"
    }

    /// One monitored metric's memory.
    private struct Watch: Sendable, Hashable {
        let monitor: Monitor
        /// The smoothed metric, and its weight for debiasing.
        var average = 0.0
        var weight = 0.0
        var best: Double?
        /// Epochs since it last improved.
        var stale = 0
    }

    public private(set) var isEnabled: Bool
    public private(set) var patience: Int
    public private(set) var restoresBest: Bool
    private var minimumDelta: Double
    private var isRelative: Bool
    private var smoothing: Double
    private var watches: [Watch]

    public init(_ settings: Settings) {
        let values = Values(ExperimentSchema.plainDescriptor, settings: settings)
        isEnabled = values.toggle("early_stopping.enabled")
        patience = values.integer("early_stopping.patience") ?? 10
        restoresBest = values.toggle("early_stopping.restore_best")
        minimumDelta = values.real("early_stopping.min_delta")
        isRelative = values.word("early_stopping.mode") == "relative"
        smoothing = values.real("early_stopping.smoothing")
        var monitors: [Monitor] = []
        if case .list(let names)? = values["early_stopping.monitor"] {
            for case .word(let name) in names {
                if let monitor = Monitor(rawValue: name), !monitors.contains(monitor) { monitors.append(monitor) }
            }
        }
        watches = (monitors.isEmpty ? [.validationLoss] : monitors).map { Watch(monitor: $0) }
    }

    /// The same memory under changed settings; metrics newly monitored start fresh.
    public func reconfigured(_ settings: Settings) -> EarlyStopping {
        var next = EarlyStopping(settings)
        let isSameMetric = next.smoothing == smoothing
        next.watches = next.watches.map { watch in
            isSameMetric ? watches.first { $0.monitor == watch.monitor } ?? watch : watch
        }
        // Switched on in mid-run, it counts from here.
        if next.isEnabled, !isEnabled { for index in next.watches.indices { next.watches[index].stale = 0 } }
        return next
    }

    /// Epochs without improvement of the metric that improved last.
    public var used: Int { watches.map(\.stale).min() ?? 0 }

    /// Judges an epoch; `true` when the run should stop.
    public mutating func observe(validationLoss: Double, validationScore: Double, trainingLoss: Double) -> Bool {
        for index in watches.indices {
            // Everything is turned so that smaller is better.
            let metric =
                switch watches[index].monitor {
                case .validationLoss: validationLoss
                case .validationScore: -validationScore
                case .trainingLoss: trainingLoss
                }
            judge(metric, index)
        }
        return isEnabled && used >= patience
    }

    private mutating func judge(_ metric: Double, _ index: Int) {
        guard metric.isFinite else {
            watches[index].stale += 1
            return
        }
        watches[index].average = smoothing * watches[index].average + (1 - smoothing) * metric
        watches[index].weight = smoothing * watches[index].weight + (1 - smoothing)
        let value = watches[index].average / watches[index].weight
        if let best = watches[index].best {
            let needed = isRelative ? minimumDelta * abs(best) : minimumDelta
            guard value < best - needed else {
                watches[index].stale += 1
                return
            }
        }
        watches[index].best = value
        watches[index].stale = 0
    }
}
