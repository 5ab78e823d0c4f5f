/// How the charts are looked at: one choice for all time axes, so that they stay comparable.
struct ChartSettings: Sendable, Hashable {
    static let smoothings = [0, 0.6, 0.9, 0.99]
    /// The narrowest zoom, in steps.
    static let leastSpan = 8.0

    var smoothing = 0.9
    var isLogarithmic = false
    var axis = HorizontalAxis.step
    /// The steps in view; `nil` shows all.
    private(set) var visible: ClosedRange<Double>?
    /// The step inspected.
    private(set) var cursor: Int?

    mutating func cycleSmoothing() {
        let index = Self.smoothings.firstIndex(of: smoothing) ?? 0
        smoothing = Self.smoothings[(index + 1) % Self.smoothings.count]
    }

    mutating func cycleAxis() {
        let all = HorizontalAxis.allCases
        let index = all.firstIndex(of: axis) ?? 0
        axis = all[(index + 1) % all.count]
    }

    /// The steps in view when so many are known.
    func range(lastStep: Int) -> ClosedRange<Double> { visible ?? 0...max(1, Double(lastStep)) }

    /// Shows a range of steps, kept inside what is known and wide enough to see something.
    mutating func show(_ range: ClosedRange<Double>, lastStep: Int) {
        let end = max(1, Double(lastStep))
        let span = max(min(Self.leastSpan, end), range.upperBound - range.lowerBound)
        if span >= end {
            visible = nil
            return
        }
        let lower = min(max(0, range.lowerBound), end - span)
        visible = lower...(lower + span)
    }

    /// Zooms by a factor (2 halves what is seen) around a step, the cursor, the newest step or the middle.
    mutating func zoom(by factor: Double, around step: Double? = nil, lastStep: Int) {
        let range = range(lastStep: lastStep)
        let span = range.upperBound - range.lowerBound
        let isAtEnd = range.upperBound >= Double(lastStep)
        let center = step ?? cursor.map(Double.init) ?? (isAtEnd ? range.upperBound : range.lowerBound + span / 2)
        let share = span > 0 ? min(1, max(0, (center - range.lowerBound) / span)) : 0.5
        let lower = center - share * span / factor
        show(lower...(lower + span / factor), lastStep: lastStep)
    }

    /// Moves the view by a share of its width.
    mutating func pan(by share: Double, lastStep: Int) {
        guard let visible else { return }
        let shift = share * (visible.upperBound - visible.lowerBound)
        show(visible.lowerBound + shift...visible.upperBound + shift, lastStep: lastStep)
    }

    /// Moves the view to the first or the newest steps.
    mutating func pan(toStart: Bool, lastStep: Int) {
        guard let visible else { return }
        let span = visible.upperBound - visible.lowerBound
        let lower = toStart ? 0 : max(0, Double(lastStep) - span)
        show(lower...lower + span, lastStep: lastStep)
    }

    /// Inspects a step; the view follows it.
    mutating func inspect(_ step: Int, lastStep: Int) {
        let step = min(max(0, step), max(0, lastStep))
        cursor = step
        guard let visible, !visible.contains(Double(step)) else { return }
        let span = visible.upperBound - visible.lowerBound
        let lower = Double(step) < visible.lowerBound ? Double(step) : Double(step) - span
        show(lower...lower + span, lastStep: lastStep)
    }

    mutating func stopInspecting() { cursor = nil }

    mutating func reset() {
        visible = nil
        cursor = nil
    }

    /// Steps have been added or taken back: a view of the newest steps stays one.
    mutating func follow(from oldStep: Int, to newStep: Int) {
        if let cursor, cursor > newStep { self.cursor = newStep }
        guard let visible else { return }
        if visible.upperBound >= Double(oldStep) || visible.upperBound > Double(newStep) {
            let span = visible.upperBound - visible.lowerBound
            show(Double(newStep) - span...Double(newStep), lastStep: newStep)
        }
    }
}
