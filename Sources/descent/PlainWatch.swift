import NcursesTerminal
import Training

/// Trains on a queue of its own while this thread waits for what it tells, or for a signal.
struct PlainWatch {
    private let signals: SignalPipe

    /// - Parameter canBeRequeued: whether the run is recorded, so that SIGUSR1 asks for a checkpoint and an end.
    init(canBeRequeued: Bool = false) throws {
        signals = try SignalPipe(catching: SignalPipe.leaving + (canBeRequeued ? SignalPipe.requeueing : []))
    }

    /// Trains to the end; a divergence ends the run as well, and so does a signal, between two steps.
    ///
    /// - Parameters:
    ///   - keeper: takes snapshots of the run.
    ///   - continuation: where to begin instead of at the start.
    ///   - isEnough: asked after each delivery whether the run is to be left.
    /// - Returns: the signal that ended it, if one did.
    /// - Throws: the exit code at a second signal.
    func train(
        _ prepared: PreparedExperiment, keeper: (any SnapshotKeeper)? = nil, from continuation: Continuation? = nil,
        isEnough: () -> Bool = { false }, observe: ([RunEvent], TelemetryBatch) -> Void
    ) throws -> Int32? {
        let wake = try WakePipe()
        let run = Trainer(prepared, keeper: keeper, from: continuation) { wake.wake() }
        var batch = run.makeBatch()
        var signal: Int32?
        var isOver = false
        defer { run.send(Command(id: 0, .quit)) }
        run.start()
        while !isOver {
            let ready = Waiting.until(readable: [wake.descriptor, signals.descriptor], seconds: nil)
            if ready.contains(signals.descriptor), let received = signals.drain().first {
                if signal != nil { throw ExitStatus.signal(received) }
                signal = received
                run.send(Command(id: 0, .quit))
            }
            guard ready.contains(wake.descriptor) else { continue }
            wake.drain()
            let events = run.takeTelemetry(into: &batch)
            observe(events, batch)
            if isEnough() { run.send(Command(id: 0, .quit)) }
            for event in events {
                if case .nonFinite = event { run.send(Command(id: 0, .quit)) }
                if case .finished = event { isOver = true }
            }
        }
        return signal
    }
}
