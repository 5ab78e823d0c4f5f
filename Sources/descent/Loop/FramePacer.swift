/// When the next frame for telemetry is due: 30 a second, down to 10 where drawing is slow (a thin line).
///
/// Keys do not ask: they are drawn at once.
struct FramePacer {
    private static let shortest = 1.0 / 30
    private static let longest = 1.0 / 10

    private var lastFrame = -Double.infinity
    private var interval = Self.shortest

    /// Seconds until telemetry may be drawn; 0 when it may now.
    func delay(at now: Double) -> Double { max(0, lastFrame + interval - now) }

    /// Notes a frame, and how long drawing and sending it took: at most about a third of the time is spent so.
    mutating func drew(from start: Double, to end: Double) {
        lastFrame = start
        let wanted = min(Self.longest, max(Self.shortest, 3 * (end - start)))
        interval = 0.7 * interval + 0.3 * wanted
    }
}
