import Training

/// Watches a run's telemetry for vanishing and exploding gradients and says what it finds in one line.
///
/// An alarm needs a symptom *and* impaired learning; a symptom alone is a note. Symptoms are ratios, or jumps against the
/// run's own past, so that a loss scaled by a constant changes nothing. Everything clears itself when it no longer holds.
///
/// - Complexity: O(layers) a row; a row allocates nothing.
public struct GradientMonitor: Sendable {
    /// Steps a symptom must last.
    static let persistence = 50
    /// Steps without a percent of progress that count as no progress.
    static let stall = 100

    let layers: [RunDescription.Layer]
    private(set) var norms: GradientNorms
    private(set) var progress = LossProgress()
    private(set) var vanishing: VanishingRule
    private(set) var exploding: ExplodingRule
    private(set) var step = 0
    /// What the last epoch came to.
    private var report: EpochReport?
    /// The epoch since which the validation loss has not been finite.
    private(set) var unsound: EpochReport?

    public init(layers: [RunDescription.Layer]) {
        self.layers = layers
        norms = GradientNorms(layerCount: layers.count)
        vanishing = VanishingRule(layers: layers)
        exploding = ExplodingRule()
    }

    /// Takes steps, in order.
    public mutating func observe(_ batch: TelemetryBatch) {
        guard batch.layout.layerCount == layers.count else { return }
        for row in 0..<batch.count { observe(batch, row: row) }
    }

    /// Takes an epoch's metrics: they tell whether the network has learned something.
    public mutating func observe(_ report: EpochReport) {
        self.report = report
        let isSound = report.validation?.loss.isFinite ?? true
        unsound = isSound ? nil : unsound ?? report
    }

    /// Forgets the steps after `toStep`: the run went back.
    public mutating func rewind(toStep: Int) {
        step = toStep
        norms.rewind()
        progress.rewind(toStep: toStep)
        vanishing.rewind(toStep: toStep)
        exploding.rewind(toStep: toStep)
        if let last = report, last.step > toStep { report = nil }
        if let first = unsound, first.step > toStep { unsound = nil }
    }

    /// The gravest finding, if there is one. What is wrong now comes before what went wrong long ago.
    public var verdict: GradientVerdict? {
        let explosion = exploding.verdict(of: self)
        let findings =
            exploding.isPast(at: step)
            ? [vanishing.verdict(of: self), explosion] : [explosion, vanishing.verdict(of: self)]
        let validation = unsound.map { VerdictWording(monitor: self).unsoundValidation($0) }
        let present = (findings + [validation]).compactMap { $0 }
        return present.first { $0.severity == .alarm } ?? present.first
    }

    private mutating func observe(_ batch: TelemetryBatch, row: Int) {
        step = batch.lastSteps[row]
        let loss = batch.value(row: row, column: TelemetryLayout.loss).mean
        let norm = batch.value(row: row, column: TelemetryLayout.gradientNorm).mean
        guard loss.isFinite, norm.isFinite else {
            exploding.observeFault(batch, row: row)
            return
        }
        let width = batch.widths[row]
        norms.observe(batch, row: row)
        progress.observe(loss, step: step, width: width)
        let learning = learning
        vanishing.observe(norms, progress: progress, learning: learning, step: step, width: width)
        exploding.observe(norms, progress: progress, learning: learning, loss: loss, step: step, width: width)
    }

    private var learning: Learning {
        Learning(progress: progress, report: report, step: step)
    }
}

/// Whether training gets anywhere.
struct Learning: Sendable {
    /// The last epoch's metrics show that the network has learned most there is.
    let hasLearned: Bool
    /// No progress for a while, and not much learned.
    let isStuck: Bool
    /// The loss is worse than guessing, and has been for a while.
    let isWorseThanGuessing: Bool
    /// The loss is far above its best, and has been for a while without coming down.
    let isDiverging: Bool

    init(progress: LossProgress, report: EpochReport?, step: Int) {
        let metrics = report.map { $0.validation ?? $0.training }
        hasLearned = (metrics?.accuracy ?? 0) >= 0.9 || (metrics?.r2 ?? 0) >= 0.5
        let explainsNothing = metrics?.r2.map { $0 < 0.1 } ?? (progress.improvement < 0.3)
        isStuck = progress.stalled(at: step) >= GradientMonitor.stall && explainsNothing && !hasLearned
        func lasts(_ since: Int?, _ steps: Int) -> Bool { since.map { step - $0 >= steps } ?? false }
        let isClassification = metrics?.accuracy != nil
        isWorseThanGuessing = isClassification && lasts(progress.hugeSince, GradientMonitor.persistence)
        isDiverging = progress.hasLeft(at: step)
    }
}
