import Dispatch
import Synchronization

/// Seconds spent training, pauses left out, and the time for which the whole process was stopped.
public struct StopClock: Sendable {
    private var accumulated: UInt64
    private var startedAt: UInt64?
    /// Nanoseconds for which the process was stopped. A process is stopped with all its runs.
    private static let stopped = Atomic<UInt64>(0)

    /// - Parameter seconds: spent already.
    init(seconds: Double = 0) { accumulated = UInt64(max(0, min(seconds, 1e9)) * 1e9) }

    static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    var seconds: Double { Double(accumulated + running) / 1e9 }

    mutating func run() { if startedAt == nil { startedAt = Self.now &- Self.stopped.load(ordering: .relaxed) } }

    mutating func halt() {
        accumulated += running
        startedAt = nil
    }

    /// Runs `body`, during which the process is stopped: no run's clock counts that time.
    public static func leavingOut<Result>(_ body: () -> Result) -> Result {
        let start = now
        let result = body()
        stopped.add(now - start, ordering: .relaxed)
        return result
    }

    /// Until the stop is taken note of, time seems to have gone on: a clock started in between has not yet begun.
    private var running: UInt64 {
        guard let startedAt else { return 0 }
        let now = Self.now &- Self.stopped.load(ordering: .relaxed)
        return now > startedAt ? now - startedAt : 0
    }
}
