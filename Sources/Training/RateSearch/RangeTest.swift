/// A learning-rate range test at work, on a session of its own that stands where the run stands: nothing it does can
/// reach the run.
final class RangeTest {
    private let session: TrainingSession
    private var record: TelemetryBatch
    private(set) var sweep: RateSweep

    /// Copies a run's session. Its optimizer goes on with what it remembers.
    ///
    /// - Complexity: O(parameters · (1 + slots)) memory and time.
    init(of run: TrainingSession, over range: RateRange) throws {
        session = try run.copy()
        record = TelemetryBatch(layout: TelemetryLayout(layerCount: session.network.weightedLayers.count), capacity: 2)
        sweep = RateSweep(range)
    }

    /// One optimizer update at the test's next rate.
    func step() {
        record.removeAll()
        let outcome = session.step(into: &record, rate: sweep.nextRate)
        let loss = Double(record.value(row: 0, column: TelemetryLayout.loss).mean)
        let isFinite = if case .nonFinite = outcome { false } else { true }
        sweep.add(loss: loss, isFinite: isFinite)
        session.wrapAround()
    }

    func cancel() { sweep.cancel() }
}

extension TrainingSession {
    /// Another session that stands exactly where this one does.
    func copy() throws -> TrainingSession {
        let other = try TrainingSession(prepared)
        other.restore(capture())
        return other
    }

    /// Goes on with the next epoch's samples where this one has no more, without the judgement of an epoch's end.
    func wrapAround() {
        if isEpochComplete { order.startNextEpoch(isShuffled: plan.isShuffled) }
    }
}
