/// How fast the run goes, over the last few seconds.
struct Throughput: Sendable {
    private struct Sample: Sendable {
        let time: Double
        let step: Int
    }

    private static let window = 5.0
    private static let spacing = 0.1
    private var samples: [Sample] = []

    /// Forgets everything: after a pause, an undo or a suspension the past says nothing about the present.
    mutating func reset() { samples.removeAll(keepingCapacity: true) }

    /// Notes that so many steps were complete at a time.
    mutating func record(step: Int, at time: Double) {
        if let last = samples.last, step < last.step || time < last.time { reset() }
        if samples.count > 1, let last = samples.last, time - samples[samples.count - 2].time < Self.spacing {
            _ = last
            samples[samples.count - 1] = Sample(time: time, step: step)
        } else {
            samples.append(Sample(time: time, step: step))
        }
        // One sample beyond the window stays, so that slow runs keep a rate.
        while samples.count > 2, samples[1].time < time - Self.window { samples.removeFirst() }
    }

    /// Steps a second; `nil` until two moments are known.
    var stepsPerSecond: Double? {
        guard let first = samples.first, let last = samples.last, last.time - first.time >= 0.05 else { return nil }
        return Double(last.step - first.step) / (last.time - first.time)
    }
}
