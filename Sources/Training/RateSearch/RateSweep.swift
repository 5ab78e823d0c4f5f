/// The curve of a learning-rate range test: loss against a rate that grows in equal ratios, and the rates it proposes.
///
/// The loss is smoothed by an exponential moving average without bias, v̂ᵢ = (1−β)Σⱼβ^(i−j)·lossⱼ ÷ (1−βⁱ), with
/// β = 0.98^(1000/steps): the same share of the range whatever the number of steps. The test ends early when v̂ passes
/// four times its least value (four times its start where it has not fallen by more than noise).
/// Source: Smith 2015, "Cyclical Learning Rates for Training Neural Networks", section 3.3.
public struct RateSweep: Sendable, Hashable {
    public struct Point: Sendable, Hashable {
        public let rate: Double
        public let loss: Double
        public let smoothed: Double
    }

    public enum Phase: String, Sendable, Hashable { case running, finished, canceled }

    /// Why the test ended before its highest rate.
    public enum Ending: Sendable, Hashable {
        /// The smoothed loss passed four times its least.
        case rising
        /// The numbers were no longer finite at this rate.
        case nonFinite(rate: Double)
    }

    /// What the curve says.
    public enum Outcome: String, Sendable, Hashable {
        /// The loss comes down at some rate.
        case falls
        /// No rate lowers it, and large ones raise it: it is as low as it gets.
        case floor
        /// No rate changes it by more than its noise.
        case flat
        /// It is the same number at every rate.
        case constant
        /// It rises, or is not finite, from the lowest rates on.
        case unstable
    }

    static let risingFactor = 4.0

    public let range: RateRange
    public private(set) var points: [Point] = []
    public private(set) var phase = Phase.running
    public private(set) var ending: Ending?
    public private(set) var proposals: [RateProposal] = []
    /// `nil` until the test has finished.
    public private(set) var outcome: Outcome?
    private let smoothing: Double
    private var average = 0.0
    private var weight = 1.0
    private var least = Double.infinity
    /// The loss at the lowest rates, once a fifth of them is done: they change nothing yet.
    private var start: LossLevel?

    public init(_ range: RateRange) {
        self.range = range
        smoothing = power(0.98, 1000 / Double(range.steps))
        points.reserveCapacity(range.steps)
    }

    /// The rate of the coming step.
    public var nextRate: Double { range.rate(points.count) }

    /// Takes the loss of a step at ``nextRate``; `isFinite` is whether the weights survived it.
    public mutating func add(loss: Double, isFinite: Bool = true) {
        guard phase == .running else { return }
        let rate = nextRate
        guard isFinite, loss.isFinite else { return finish(.nonFinite(rate: rate)) }
        average = smoothing * average + (1 - smoothing) * loss
        weight *= smoothing
        let smoothed = average / (1 - weight)
        points.append(Point(rate: rate, loss: loss, smoothed: smoothed))
        least = min(least, smoothed)
        if points.count == max(5, range.steps / 5) { start = LossLevel(points.map(\.loss), smoothing: smoothing) }
        if let start, isRising(from: start, smoothed) { return finish(.rising) }
        if points.count == range.steps { finish(nil) }
    }

    /// Whether both the average and the middle one of the last five losses have passed the limit: one odd batch is no
    /// rise.
    private func isRising(from start: LossLevel, _ smoothed: Double) -> Bool {
        let limit = Self.risingFactor * (start.isLeft(by: least) ? least : start.mean)
        guard smoothed > limit, let recent = middle(points.suffix(5).map(\.loss)) else { return false }
        return recent > limit
    }

    public mutating func cancel() {
        if phase == .running { phase = .canceled }
    }

    private mutating func finish(_ reason: Ending?) {
        phase = .finished
        ending = reason
        proposals = start.map { RateProposal.proposals(from: points, start: $0) } ?? []
        outcome = judge()
        guard outcome == .floor, let index = lastStable else { return }
        proposals = [RateProposal(kind: .largestStable, rate: RateProposal.rounded(points[index].rate))]
    }

    private func judge() -> Outcome {
        if !proposals.isEmpty { return .falls }
        guard start != nil else { return .unstable }
        if ending != nil || hasRisen { return (lastStable ?? -1) < fewestStable ? .unstable : .floor }
        let losses = points.map(\.loss)
        return losses.allSatisfy { $0 == losses[0] } ? .constant : .flat
    }

    /// The lowest rates, which are to change nothing.
    private var fewestStable: Int { max(5, range.steps / 10) }
    /// Steps after which the average has followed a change.
    private var lag: Int { Int((1 / (1 - smoothing)).rounded(.up)) }

    /// Whether the loss ends well above where it began, and not for a moment only.
    private var hasRisen: Bool {
        guard let start else { return false }
        return points.suffix(lag).allSatisfy { $0.smoothed > 1.25 * start.mean + 3 * start.noise }
    }

    /// The last point before the loss leaves its level for good, less what the average trails by.
    private var lastStable: Int? {
        guard let start = LossLevel(lowest: points, of: range, smoothing: smoothing) else { return nil }
        let bound = start.mean + max(0.05 * start.mean, 3 * start.noise)
        let risen = points.reversed().prefix { $0.smoothed > bound }.count
        let index = points.count - 1 - risen - lag
        return points.indices.contains(index) ? index : nil
    }
}

extension LossLevel {
    /// Of the first steps of a test; what rises among them already must not pass for the level.
    init?(lowest points: [RateSweep.Point], of range: RateRange, smoothing: Double) {
        let losses = points.prefix(max(5, range.steps / 10)).map(\.loss)
        guard !losses.isEmpty else { return nil }
        self.init(losses, smoothing: smoothing)
    }
}

/// Where a loss lies and how far an average of it strays.
struct LossLevel: Sendable, Hashable {
    let mean: Double
    /// The standard deviation of an exponential average of such losses: √((1−β)/(1+β)) of theirs, where they are
    /// independent.
    let noise: Double

    init(_ losses: [Double], smoothing: Double) {
        let count = Double(max(1, losses.count))
        let mean = losses.reduce(0, +) / count
        let variance = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        self.mean = mean
        noise = (variance * (1 - smoothing) / (1 + smoothing)).squareRoot()
    }

    /// Whether an average has fallen from here by more than noise, and by a twentieth at least.
    func isLeft(by average: Double) -> Bool { mean - average > max(0.05 * mean, 3 * noise) }
}
