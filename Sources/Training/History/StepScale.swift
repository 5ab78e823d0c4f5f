/// How steps map to epochs or to seconds: straight lines between the epochs' ends.
///
/// Both directions are monotone, so that an axis can be drawn by either.
public struct StepScale: Sendable {
    /// Steps and the values at them, both ascending; at least two points.
    private var steps: [Double]
    private var values: [Double]

    init(points: [(step: Double, value: Double)]) {
        steps = [0]
        values = [0]
        for point in points where point.step > steps[steps.count - 1] {
            steps.append(point.step)
            values.append(max(values[values.count - 1], point.value))
        }
        if steps.count == 1 {
            steps.append(1)
            values.append(1)
        }
    }

    /// The value at a step; beyond the last point as fast as just before it.
    public func value(atStep step: Double) -> Double { Self.interpolate(step, from: steps, to: values) }

    /// The step at a value.
    public func step(at value: Double) -> Double { Self.interpolate(value, from: values, to: steps) }

    private static func interpolate(_ place: Double, from: [Double], to: [Double]) -> Double {
        var low = 1
        var high = from.count - 1
        while low < high {
            let middle = (low + high) / 2
            if from[middle] < place { low = middle + 1 } else { high = middle }
        }
        let run = from[low] - from[low - 1]
        if run <= 0 { return to[low] }
        return to[low - 1] + (to[low] - to[low - 1]) * (place - from[low - 1]) / run
    }
}

extension RunHistory {
    /// How steps map to epochs; `nil` before the first epoch is complete.
    public func epochScale(points count: Int = 256) -> StepScale? { scale(.epoch, count: count) }

    /// How steps map to seconds of training: by the epochs' reports, before the first of them by the arrival of steps;
    /// `nil` when neither is known yet.
    public func secondsScale(points count: Int = 256) -> StepScale? {
        if let reported = scale(.seconds, count: count) { return reported }
        guard let first = firstArrival, let last = lastArrival, last.step > first.step, last.seconds > first.seconds
        else { return nil }
        let secondsPerStep = (last.seconds - first.seconds) / Double(last.step - first.step)
        return StepScale(points: [(Double(last.step), Double(last.step) * secondsPerStep)])
    }

    private func scale(_ column: EpochColumn, count: Int) -> StepScale? {
        guard training.lastStep > 0 else { return nil }
        let buckets = training.buckets(column: column.rawValue, steps: 1...training.lastStep, count: count)
        return StepScale(points: buckets.map { (Double($0.lastStep), Double($0.maximum)) })
    }
}
