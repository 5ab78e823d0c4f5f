import Training

/// A recorded run as something to watch: it tells everything at once and then stands still.
///
/// Commands are refused with the advice to resume, but for `quit`.
public final class RecordedPlayback: WatchedRun {
    public let description: RunDescription
    private let waiting: Locked<(events: [RunEvent], batch: TelemetryBatch)>
    private let wake: @Sendable () -> Void

    /// - Parameter wake: called when an answer to a command can be taken.
    public init(_ run: RecordedRun, wake: @escaping @Sendable () -> Void = {}) {
        description = run.description
        self.wake = wake
        waiting = Locked((run.past.compactMap(\.report), run.series.batch()))
    }

    public func send(_ command: Command) {
        let answer: RunEvent =
            command.action == .quit
            ? .applied(id: command.id, atStep: 0)
            : .rejected(id: command.id, reason: "this run is recorded, not running; resume it to go on")
        waiting.withLock { $0.events.append(answer) }
        wake()
    }

    public func takeTelemetry(into batch: inout TelemetryBatch) -> [RunEvent] {
        waiting.withLock { waiting in
            batch = waiting.batch
            waiting.batch = TelemetryBatch(layout: batch.layout, capacity: 2)
            defer { waiting.events = [] }
            return waiting.events
        }
    }
}
