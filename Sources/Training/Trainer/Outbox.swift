/// What waits for the watcher: events, and one batch of steps that is swapped against an empty one.
///
/// Bounded: while the watcher has not taken the batch, the trainer goes on filling its own, which merges neighbors when full.
final class Outbox: Sendable {
    private struct Contents: Sendable {
        var events: [RunEvent] = []
        var batch: TelemetryBatch
        var isAnnounced = false
    }

    private let contents: Locked<Contents>
    /// Called when something arrives in an empty box: wakes the watcher's thread.
    private let wake: @Sendable () -> Void

    init(layout: TelemetryLayout, capacity: Int, wake: @escaping @Sendable () -> Void) {
        contents = Locked(Contents(batch: TelemetryBatch(layout: layout, capacity: capacity)))
        self.wake = wake
    }

    /// Hands over events and, if the last batch was taken, the steps, which leaves an empty batch behind. Before the
    /// trainer parks, `isLast` adds the steps to a batch that was not taken: nothing may stay behind.
    func put(_ events: inout [RunEvent], steps: inout TelemetryBatch, isLast: Bool = false) {
        let isNews = contents.withLock { contents in
            if !events.isEmpty {
                contents.events += events
                events.removeAll(keepingCapacity: true)
            }
            if contents.batch.count == 0, steps.count > 0 {
                swap(&contents.batch, &steps)
            } else if isLast {
                contents.batch.append(steps)
                steps.removeAll()
            }
            let hasContent = !contents.events.isEmpty || contents.batch.count > 0
            defer { contents.isAnnounced = contents.isAnnounced || hasContent }
            return hasContent && !contents.isAnnounced
        }
        if isNews { wake() }
    }

    /// Takes everything; `batch` is emptied and becomes the trainer's next one.
    func take(into batch: inout TelemetryBatch) -> [RunEvent] {
        contents.withLock { contents in
            batch.removeAll()
            // A watcher's batch of another shape would end up under the trainer's pen: it gets a copy instead.
            if batch.layout == contents.batch.layout, batch.capacity == contents.batch.capacity {
                swap(&batch, &contents.batch)
            } else {
                batch = contents.batch
                contents.batch.removeAll()
            }
            contents.isAnnounced = false
            defer { contents.events.removeAll(keepingCapacity: true) }
            return contents.events
        }
    }

    /// Drops undelivered steps beyond `step`: the branch they belong to was left.
    func dropSteps(after step: Int) {
        contents.withLock { $0.batch.dropSteps(after: step) }
    }
}
