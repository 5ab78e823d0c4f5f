import Tunables

/// What a dashboard needs of a run: the trainer in this process is one, a recorded run or a process elsewhere are others.
public protocol WatchedRun: Sendable {
    var description: RunDescription { get }
    /// Hands a command over; never waits.
    func send(_ command: Command)
    /// Takes what has arrived since the last call: steps into `batch` (swapped, not copied), events as a list in order.
    ///
    /// Apply the events first, then append the steps: after a `rewound` event the batch holds no step of the branch
    /// that was left beyond the step gone back to.
    func takeTelemetry(into batch: inout TelemetryBatch) -> [RunEvent]
}
