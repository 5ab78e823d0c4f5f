import Dispatch
import Tunables

/// Trains a prepared experiment on a serial queue of its own and tells a watcher what happens.
///
/// 1. `Trainer(prepared, wake:)`, where `wake` makes the watcher's thread call ``takeTelemetry(into:)``.
/// 2. ``start()`` once.
/// 3. ``send(_:)`` commands; they take effect between two steps and are answered by events.
/// 4. After `.finished` the trainer waits for an undo or for `.quit`, which ends it with a last `.finished`.
///
/// The session lives inside the queue's closure and never leaves it. Several trainers can live in one process.
public final class Trainer: WatchedRun {
    public let description: RunDescription
    private let prepared: PreparedExperiment
    private let inbox = Inbox()
    private let outbox: Outbox
    private let layout: TelemetryLayout
    private let queue: DispatchQueue
    private let isWatched: Bool
    private let keeper: (any SnapshotKeeper)?
    private let continuation: Continuation?

    /// - Parameters:
    ///   - isWatched: whether the preset's `pace` is kept; it changes no result.
    ///   - keeper: takes snapshots of the run.
    ///   - continuation: where to begin instead of at the start; a state must be this network's
    ///     (``TrainingSession/mismatch(_:)``).
    ///   - wake: called on the trainer's queue when something arrives for a watcher who had taken everything.
    public init(
        _ prepared: PreparedExperiment, isWatched: Bool = false, keeper: (any SnapshotKeeper)? = nil,
        from continuation: Continuation? = nil, wake: @escaping @Sendable () -> Void = {}
    ) {
        self.keeper = keeper
        self.continuation = continuation
        self.prepared = prepared
        self.isWatched = isWatched
        description = prepared.description
        layout = TelemetryLayout(layerCount: prepared.description.layers.count)
        outbox = Outbox(layout: layout, capacity: layout.suggestedCapacity, wake: wake)
        queue = DispatchQueue(label: "descent.trainer.\(prepared.description.name)", qos: .userInitiated)
    }

    /// Begins to train; returns at once. Commands sent before are obeyed first.
    public func start() {
        queue.async { [prepared, inbox, outbox, isWatched, keeper, continuation] in
            do {
                try TrainerLoop(
                    prepared, inbox: inbox, outbox: outbox, isWatched: isWatched, keeper: keeper, from: continuation
                ).run()
            } catch {
                // The same network was built when the experiment was prepared; still, say so rather than trap.
                var events = [RunEvent.rejected(id: 0, reason: "\(error)")]
                var none = TelemetryBatch(layout: TelemetryLayout(layerCount: 0), capacity: 2)
                outbox.put(&events, steps: &none)
            }
        }
    }

    public func send(_ command: Command) { inbox.put(command) }

    public func takeTelemetry(into batch: inout TelemetryBatch) -> [RunEvent] { outbox.take(into: &batch) }

    /// An empty batch of the size the trainer uses, so that taking telemetry is a swap.
    public func makeBatch() -> TelemetryBatch {
        TelemetryBatch(layout: layout, capacity: layout.suggestedCapacity)
    }
}
