import Training

/// A horizontal axis: steps to fractions of the width, by steps, epochs or seconds.
struct TimeAxis: Sendable {
    let kind: HorizontalAxis
    /// The steps in view.
    let steps: ClosedRange<Double>
    private let scale: StepScale?
    /// The ends in the axis's own unit.
    private let range: ClosedRange<Double>

    /// The axis for a view of a history that ends at `lastStep` (or later, where the future is drawn).
    ///
    /// Where the run has not told yet how steps map to the axis's unit, it counts steps and says so.
    init(view: ChartView, history: RunHistory, lastStep: Int) {
        let steps = view.visible ?? 0...max(1, Double(lastStep))
        self.steps = steps.upperBound > steps.lowerBound ? steps : steps.lowerBound...steps.lowerBound + 1
        switch view.axis {
        case .step: scale = nil
        case .epoch: scale = history.epochScale()
        case .wallTime: scale = history.secondsScale()
        }
        kind = scale == nil ? .step : view.axis
        if let scale {
            let low = scale.value(atStep: self.steps.lowerBound)
            let high = scale.value(atStep: self.steps.upperBound)
            range = low...max(high, low + 1e-9)
        } else {
            range = self.steps
        }
    }

    /// Where a step lies: 0 at the left end, 1 at the right one.
    func fraction(_ step: Double) -> Double {
        let place = scale?.value(atStep: step) ?? step
        return (place - range.lowerBound) / (range.upperBound - range.lowerBound)
    }

    /// The step at a place.
    func step(atFraction fraction: Double) -> Double {
        let place = range.lowerBound + fraction * (range.upperBound - range.lowerBound)
        return scale?.step(at: place) ?? place
    }

    /// The whole steps in view.
    var wholeSteps: ClosedRange<Int> {
        let low = Int(max(0, steps.lowerBound.rounded(.down)))
        return low...max(low, Int(min(9e15, steps.upperBound.rounded(.up))))
    }

    /// Round places, as fractions, with their labels.
    func ticks(count: Int) -> [(fraction: Double, label: String)] {
        let ticks =
            switch kind {
            case .step, .epoch: Ticks.counts(range, count: count)
            case .wallTime: Ticks.times(range, count: count)
            }
        return ticks.map { (($0.value - range.lowerBound) / (range.upperBound - range.lowerBound), $0.label) }
    }
}
