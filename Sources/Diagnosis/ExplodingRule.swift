import Training

/// Gradients grow out of hand: not finite; or growing from the last layer to the first; or huge; or ten times what is
/// usual in this run, the loss leaving with them.
struct ExplodingRule: Sendable {
    /// Greatest healthy ratio of a layer's gradient to the last one's, and greatest healthy norm.
    static let ratio = 70.0
    static let norm = 1e3

    /// A tensor that is not finite.
    struct Fault: Sendable, Hashable {
        let step: Int
        /// The layer nearest to the output whose gradient is not finite, counted from 0; `nil` if only the loss is.
        let layer: Int?
    }

    private(set) var fault: Fault?
    private var finiteSteps = 0
    /// Since when gradients have grown toward the input, and been huge.
    private(set) var growingSince: Int?
    private(set) var hugeSince: Int?
    /// The last jump against the usual size: its first and last step, and the greatest height as a power of ten.
    private(set) var jump: (first: Int, last: Int, height: Double)?
    /// Steps in a row with a hundredfold gradient and a tenfold loss.
    private var strikes = 0
    /// The loss left after a jump, and has not come back since.
    private(set) var hasLeft = false
    private(set) var isAlarm = false

    /// Notes a row whose loss or gradient is not finite.
    mutating func observeFault(_ batch: TelemetryBatch, row: Int) {
        finiteSteps = 0
        guard fault == nil else { return }
        let faulty = (0..<batch.layout.layerCount).last { layer in
            !batch.value(row: row, column: batch.layout.column(.gradientNorm, layer: layer)).mean.isFinite
        }
        fault = Fault(step: batch.lastSteps[row], layer: faulty)
    }

    mutating func observe(
        _ norms: GradientNorms, progress: LossProgress, learning: Learning, loss: Float, step: Int, width: Int
    ) {
        finiteSteps += width
        if finiteSteps >= GradientMonitor.persistence { fault = nil }
        follow(norms, isAway: progress.divergingSince != nil, step: step, begin: step - width + 1)
        let isWild = norms.jump >= 2 && Double(loss) > max(10 * (progress.best ?? .infinity), 0.1 * progress.start)
        strikes = isWild ? strikes + width : 0
        func lasts(_ since: Int?) -> Bool { since.map { step - $0 >= GradientMonitor.persistence } ?? false }
        let hasSymptom = lasts(growingSince) || lasts(hugeSince)
        let isImpaired =
            (learning.isStuck || learning.isDiverging || learning.isWorseThanGuessing) && !learning.hasLearned
        hasLeft = progress.divergingSince != nil && (hasLeft || (jump != nil && learning.isDiverging))
        isAlarm = (hasSymptom && isImpaired) || hasLeft || strikes >= 5
    }

    mutating func rewind(toStep step: Int) {
        isAlarm = false
        hasLeft = false
        strikes = 0
        if let found = fault, found.step > step { fault = nil }
        if let start = growingSince, start > step { growingSince = nil }
        if let start = hugeSince, start > step { hugeSince = nil }
        if let found = jump, found.first > step { jump = nil }
    }

    /// Whether all that is left of an explosion is its damage.
    func isPast(at step: Int) -> Bool {
        fault == nil && hasLeft && (jump.map { step - $0.last > 200 } ?? true)
    }

    func verdict(of monitor: GradientMonitor) -> GradientVerdict? {
        let wording = VerdictWording(monitor: monitor)
        if let fault { return wording.notFinite(fault) }
        let severity: GradientVerdict.Severity = isAlarm ? .alarm : .note
        func lasts(_ since: Int?) -> Bool { since.map { monitor.step - $0 >= GradientMonitor.persistence } ?? false }
        if isAlarm, let jump { return wording.jumped(since: jump.first, height: jump.height) }
        if let growingSince, lasts(growingSince) { return wording.growing(severity: severity, since: growingSince) }
        if let hugeSince, lasts(hugeSince) { return wording.huge(severity: severity, since: hugeSince) }
        return nil
    }

    /// Follows the three symptoms through one row.
    private mutating func follow(_ norms: GradientNorms, isAway: Bool, step: Int, begin: Int) {
        var greatest = 0.0
        for layer in norms.layers.indices.dropLast() { greatest = max(greatest, norms.share(ofLast: layer)) }
        growingSince = greatest > 1.845 && (norms.layers.last?.value ?? 0) > -12 ? growingSince ?? begin : nil
        hugeSince = (norms.total.value ?? 0) > 3 ? hugeSince ?? begin : nil
        if norms.jump >= 1, norms.jumpInSpreads >= 4 {
            // After a rest it is another jump, unless the first one did the damage.
            let old = jump.flatMap { hasLeft || step - $0.last <= 30 ? $0 : nil }
            jump = (old?.first ?? begin, step, max(old?.height ?? 0, norms.jump))
        } else if let last = jump?.last, step - last > 200, !isAway, !isAlarm {
            jump = nil
        }
    }
}
