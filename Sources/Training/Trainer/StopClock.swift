import Dispatch

/// Seconds spent training, pauses left out.
struct StopClock {
    private var accumulated: UInt64 = 0
    private var startedAt: UInt64?

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
