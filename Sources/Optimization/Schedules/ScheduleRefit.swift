/// The rest of a schedule that spans the run, fitted to a run of another length: its clock goes on from where it stands,
/// slower or faster, so that the last move of the run is the last one of the schedule as it was planned.
public struct ScheduleRefit: Sendable, Hashable, Codable {
    /// The move in the run's epochs from which it holds, and the schedule's clock there.
    var from: Double
    var elapsed: Double
    /// As planned at first.
    var span: Double
    var tick: Double
    /// Epochs on the schedule's clock in an epoch of the run.
    var pace: Double

    /// - Parameters:
    ///   - time: the schedule's clock until now.
    ///   - from: the run's last move.
    ///   - lastMove: the move that is to be the run's last.
    ///   - tick: epochs from move to move.
    init(_ time: ScheduleTime, from: Double, lastMove: Double, tick: Double) {
        self.from = from
        span = time.span
        self.tick = time.tick
        let end = max(0, time.span - time.tick)
        elapsed = min(time.elapsed, end)
        let room = lastMove - from
        // Where no further move comes there is nothing to go through.
        pace = room > tick / 2 ? (end - elapsed) / room : 0
    }

    func time(atMove move: Double) -> ScheduleTime {
        ScheduleTime(elapsed: elapsed + max(0, move - from) * pace, span: span, tick: tick)
    }
}
