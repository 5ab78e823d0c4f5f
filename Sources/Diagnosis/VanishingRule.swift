import Training

/// The gradient dies on its way to the input: a layer's weights get less than a thousandth of the last layer's gradient,
/// or all weights together next to nothing of the gradient that reaches the biases; or an activation without slope lets
/// nothing through.
struct VanishingRule: Sendable {
    /// A thousandth, as a power of ten.
    static let threshold = -3.0

    enum Form: Sendable, Hashable {
        /// Some layers get far less than the last one.
        case chain
        /// All layers get far less than the biases.
        case starved
        /// The layers up to this one, counted from 0, get exactly nothing, because its activation is flat everywhere.
        case blocked(by: Int)
    }

    /// The layer nearest to the output whose activation is flat everywhere, counted from 0.
    private let flatLayer: Int?

    init(layers: [RunDescription.Layer]) {
        flatLayer = layers.lastIndex { $0.activation == Self.flatActivation }
    }

    /// The activation whose slope is 0 at every input.
    static let flatActivation = "step"

    private(set) var since: Int?
    private(set) var form = Form.chain
    /// The smoothed loss when it became an alarm; it stays one until there is real progress.
    private var alarmLoss: Double?

    mutating func observe(
        _ norms: GradientNorms, progress: LossProgress, learning: Learning, step: Int, width: Int
    ) {
        // What has begun ends only clearly beyond the threshold, so that it does not flicker.
        let bar = since == nil ? Self.threshold : Self.threshold + 0.3
        guard let found = form(norms, bar: bar) else {
            since = nil
            alarmLoss = nil
            return
        }
        form = found
        let start = since ?? step - width + 1
        since = start
        let hasLasted = step - start >= GradientMonitor.persistence
        if hasLasted, learning.isStuck || learning.isDiverging {
            alarmLoss = alarmLoss ?? progress.current
        } else if let then = alarmLoss, learning.hasLearned || (progress.current ?? 0) < 0.95 * then {
            alarmLoss = nil
        }
    }

    mutating func rewind(toStep step: Int) {
        alarmLoss = nil
        if let start = since, start > step { since = nil }
    }

    func verdict(of monitor: GradientMonitor) -> GradientVerdict? {
        guard let since, monitor.step - since >= GradientMonitor.persistence else { return nil }
        return VerdictWording(monitor: monitor).vanishing(
            form, severity: alarmLoss == nil ? .note : .alarm, since: since)
    }

    /// Which form the symptom has at this moment, if any.
    private func form(_ norms: GradientNorms, bar: Double) -> Form? {
        if let flatLayer, (0...flatLayer).allSatisfy(norms.isZero) { return .blocked(by: flatLayer) }
        var isStarved = !norms.layers.isEmpty
        var isChain = false
        for layer in norms.layers.indices {
            if norms.share(ofTotal: layer) >= bar { isStarved = false }
            if layer < norms.layers.count - 1, norms.share(ofLast: layer) < bar { isChain = true }
        }
        if isStarved { return .starved }
        return isChain ? .chain : nil
    }
}
