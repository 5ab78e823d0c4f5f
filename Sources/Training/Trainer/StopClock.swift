import Dispatch

/// Seconds spent training, pauses left out.
struct StopClock {
    private var accumulated: UInt64
    private var startedAt: UInt64?

    /// - Parameter seconds: spent already.
    init(seconds: Double = 0) { accumulated = UInt64(max(0, min(seconds, 1e9)) * 1e9) }

    static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    var seconds: Double {
        let running = startedAt.map { Self.now - $0 } ?? 0
        return Double(accumulated + running) / 1e9
    }

    mutating func run() { if startedAt == nil { startedAt = Self.now } }

    mutating func halt() {
        guard let startedAt else { return }
        accumulated += Self.now - startedAt
        self.startedAt = nil
    }
}
