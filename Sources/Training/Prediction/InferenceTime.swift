import Evaluation

/// How long a prediction takes, by batches of one row and by large ones: medians of repeats that take turns, so that a
/// busy moment of the machine strikes both.
public struct InferenceTime: Sendable, Hashable {
    /// Seconds for one row alone.
    public let single: Double
    /// Seconds a row in a batch of ``batch``.
    public let batched: Double
    public let batch: Int
    public let repeats: Int
}

extension TrainedNetwork {
    /// Measures on the given rows.
    ///
    /// - Returns: `nil` without rows.
    public func inferenceTime(on rows: LabeledRows, repeats: Int = 31) -> InferenceTime? {
        let width = preprocessing.featureCount
        guard rows.count > 0, width > 0, repeats > 0 else { return nil }
        let largest = min(256, rows.count)
        let single = Array(rows.features.prefix(width))
        let batch = Array(rows.features.prefix(largest * width))
        // Once each before the clock runs: caches and pages are then warm.
        _ = (outputs(of: single), outputs(of: batch))
        let clock = ContinuousClock()
        var singles: [Double] = []
        var batches: [Double] = []
        for _ in 0..<repeats {
            singles.append(seconds(clock.measure { _ = outputs(of: single) }))
            batches.append(seconds(clock.measure { _ = outputs(of: batch) }) / Double(largest))
        }
        return InferenceTime(single: median(singles), batched: median(batches), batch: largest, repeats: repeats)
    }

    private func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }
}
