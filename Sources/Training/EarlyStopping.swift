import Tunables

/// Decides after each epoch whether a run still improves: a pure value, part of a snapshot.
///
/// A monitor improves when its moving average betters its best by more than `min_delta`. The run stops when *no* monitor
/// has improved for `patience` epochs; at once when the gradient norm passes `max_grad_norm`.
/// Source: optimization-techniques.md, "Early Stopping"; training-methodologies.md.
public struct EarlyStopping: Sendable, Hashable, Codable {
    /// A metric to watch.
    public enum Monitor: String, Sendable, Hashable, CaseIterable, Codable {
        case validationLoss = "validation_loss"
        case validationScore = "validation_score"
        case trainingLoss = "training_loss"

        /// The metric in an epoch's report; the score is accuracy or R². A score is turned so that smaller is better.
        func value(in report: EpochReport) -> Double? {
            switch self {
            case .validationLoss: report.validation?.loss
            case .validationScore: (report.validation?.accuracy ?? report.validation?.r2).map { -$0 }
            case .trainingLoss: report.training.loss
            }
        }
    }

    /// How the stopping is set; every field can change while a run goes on.
    public struct Rule: Sendable, Hashable, Codable {
        public var isEnabled = false
        public var patience = 10
        public var minDelta = 0.0
        /// Whether `minDelta` is a share of the best.
        public var isRelative = false
        /// Weight of the past in the moving average; 0 judges the metric as it is.
        public var smoothing = 0.0
        public var monitors: [Monitor] = [.validationLoss]
        /// 0 is off.
        public var maxGradientNorm = 0.0
        public var restoresBest = true

        public init() {}

        /// Reads `early_stopping.…`, defaults where nothing is set.
        public init(_ settings: Settings) {
            let declared = Descriptor("early_stopping", summary: "", tunables: ExperimentSchema.plain)
            let values = Values(declared, settings: settings)
            isEnabled = values.toggle("early_stopping.enabled")
            patience = values.integer("early_stopping.patience") ?? patience
            minDelta = values.real("early_stopping.min_delta")
            isRelative = values.word("early_stopping.mode") == "relative"
            smoothing = values.real("early_stopping.smoothing")
            maxGradientNorm = values.real("early_stopping.max_grad_norm")
            restoresBest = values.toggle("early_stopping.restore_best")
            if case .list(let names)? = values["early_stopping.monitor"] {
                let chosen = Monitor.allCases.filter { names.contains(.word($0.rawValue)) }
                if !chosen.isEmpty { monitors = chosen }
            }
        }
    }

    /// What an epoch came to.
    public struct Verdict: Sendable, Hashable {
        /// The first monitor, unsmoothed, where it is better than ever: these weights are the ones to keep.
        public let best: BestMetric?
        public var isBest: Bool { best != nil }
        /// Why the run is to stop; `nil` while it goes on.
        public let stop: String?
    }

    /// How one monitor stands.
    struct Track: Sendable, Hashable, Codable {
        var average: Double?
        var best = Double.infinity
        var badEpochs = 0
        /// Whether it has had a value.
        var isFollowed: Bool { average != nil || badEpochs > 0 }
    }

    public var rule: Rule
    /// Every monitor is followed, watched or not, so that switching between them live starts from the truth.
    private var tracks: [Track]
    /// The best unsmoothed value of each monitor.
    private var records: [Double]

    public init(_ rule: Rule = Rule()) {
        self.rule = rule
        tracks = Array(repeating: Track(), count: Monitor.allCases.count)
        records = Array(repeating: .infinity, count: Monitor.allCases.count)
    }

    /// Reads what a checkpoint holds; a monitor it does not know yet starts afresh.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(try container.decode(Rule.self, forKey: .rule))
        let count = Monitor.allCases.count
        for (index, track) in try container.decode([Track].self, forKey: .tracks).prefix(count).enumerated() {
            tracks[index] = track
        }
        for (index, record) in try container.decode([Double].self, forKey: .records).prefix(count).enumerated() {
            records[index] = record
        }
    }

    /// Epochs without improvement: the least over the watched monitors.
    public var used: Int { watched.map { tracks[$0].badEpochs }.min() ?? 0 }
    public var allowed: Int { rule.patience }

    /// Takes an epoch's report. Verdicts on the best are given also while stopping is switched off.
    public mutating func observe(_ report: EpochReport) -> Verdict {
        let first = bestMonitor(in: report)
        var best: BestMetric?
        for (index, monitor) in Monitor.allCases.enumerated() {
            guard let value = monitor.value(in: report) else { continue }
            if value < records[index] {
                records[index] = value
                if monitor == first { best = BestMetric(monitor, in: report) }
            }
            follow(&tracks[index], value)
        }
        guard rule.isEnabled, used >= rule.patience else { return Verdict(best: best, stop: nil) }
        return Verdict(best: best, stop: reason(report))
    }

    /// Why patience ran out: nothing improved, or there was nothing that could be judged.
    private func reason(_ report: EpochReport) -> String {
        let names = watched.map { Monitor.allCases[$0].rawValue }.joined(separator: ", ")
        let unsound = watched.map { Monitor.allCases[$0] }.filter { $0.value(in: report)?.isFinite == false }
        guard !unsound.isEmpty else { return "no improvement of \(names) for \(used) epochs" }
        let rows = (report.validation?.nonFiniteRows).map {
            " (\($0) validation row\($0 == 1 ? " has" : "s have") outputs that are not finite)"
        }
        return unsound.map(\.rawValue).joined(separator: ", ")
            + " \(unsound.count == 1 ? "is" : "are") not finite at epoch \(report.epoch)\(rows ?? ""), and there is "
            + "nothing to improve for \(used) epochs"
    }

    /// Why the run is to stop at a step with this global gradient norm (before clipping); `nil` while it is in bounds.
    public func observe(gradientNorm: Double) -> String? {
        guard rule.isEnabled, rule.maxGradientNorm > 0, !(gradientNorm <= rule.maxGradientNorm) else { return nil }
        return "gradient norm \(Value.describe(gradientNorm)) is above \(Value.describe(rule.maxGradientNorm))"
    }

    /// Starts counting anew, the best kept: after a stop was undone, patience is not spent on the first epoch.
    public mutating func forgive() {
        for index in tracks.indices { tracks[index].badEpochs = 0 }
    }

    /// The monitors asked for that have had a value; where none has, as without a validation split, the one that stands
    /// in for them, as for the best weights.
    private var watched: [Int] {
        let present = Monitor.allCases.indices.filter { tracks[$0].isFollowed }
        let wanted = present.filter { rule.monitors.contains(Monitor.allCases[$0]) }
        if !wanted.isEmpty { return wanted }
        return Array(present.filter { Self.substitutes.contains(Monitor.allCases[$0]) }.prefix(1))
    }

    /// What is judged where no monitor asked for has a value; in the order of ``Monitor``.
    private static let substitutes: [Monitor] = [.validationLoss, .trainingLoss]

    /// The monitor that decides which weights are best: the first watched one that the report has.
    private func bestMonitor(in report: EpochReport) -> Monitor? {
        (rule.monitors + Self.substitutes).first { $0.value(in: report) != nil }
    }

    /// Moves a monitor by one epoch. A value that is not a number betters nothing and does not enter the average.
    private func follow(_ track: inout Track, _ value: Double) {
        guard value.isFinite else {
            track.badEpochs += 1
            return
        }
        let average = track.average.map { rule.smoothing * $0 + (1 - rule.smoothing) * value } ?? value
        track.average = average
        let delta = rule.isRelative && track.best.isFinite ? rule.minDelta * abs(track.best) : rule.minDelta
        if average < track.best - delta {
            track.best = average
            track.badEpochs = 0
        } else {
            track.badEpochs += 1
        }
    }
}
