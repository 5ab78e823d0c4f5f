/// The curve of a learning-rate range test: loss against a rate that grows in equal ratios, and the rates it proposes.
///
/// The loss is smoothed by an exponential moving average without bias, v̂ᵢ = (1−β)Σⱼβ^(i−j)·lossⱼ ÷ (1−βⁱ), with
/// β = 0.98^(1000/steps): the same share of the range whatever the number of steps. The test ends early when v̂ passes
/// four times its least value. Source: Smith 2015, "Cyclical Learning Rates for Training Neural Networks", section 3.3.
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

    static let risingFactor = 4.0

    public let range: RateRange
    public private(set) var points: [Point] = []
    public private(set) var phase = Phase.running
    public private(set) var ending: Ending?
    public private(set) var proposals: [RateProposal] = []
    private let smoothing: Double
    private var average = 0.0
    private var weight = 1.0
    private var least = Double.infinity

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
        if smoothed > Self.risingFactor * least, points.count > range.steps / 10 { return finish(.rising) }
        least = min(least, smoothed)
        if points.count == range.steps { finish(nil) }
    }

    public mutating func cancel() {
        if phase == .running { phase = .canceled }
    }

    private mutating func finish(_ reason: Ending?) {
        phase = .finished
        ending = reason
        proposals = RateProposal.proposals(from: points, smoothing: smoothing)
    }
}
