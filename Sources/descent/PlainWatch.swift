import NcursesTerminal
import Training

/// Trains on a queue of its own while this thread waits for what it tells, or for a signal.
struct PlainWatch {
    private let signals: SignalPipe

    init() throws { signals = try SignalPipe(catching: SignalPipe.leaving) }

    /// Trains to the end; a divergence ends the run as well.
    ///
    /// - Throws: the exit code, where a signal came.
    func train(_ prepared: PreparedExperiment, observe: (RunEvent) -> Void) throws {
        let wake = try WakePipe()
        let run = Trainer(prepared) { wake.wake() }
        var batch = run.makeBatch()
        var isOver = false
        defer { run.send(Command(id: 0, .quit)) }
        run.start()
        while !isOver {
            let ready = Waiting.until(readable: [wake.descriptor, signals.descriptor], seconds: nil)
            if let signal = signals.drain().first { throw ExitStatus.signal(signal) }
            guard ready.contains(wake.descriptor) else { continue }
            wake.drain()
            for event in run.takeTelemetry(into: &batch) {
                observe(event)
                if case .nonFinite = event { run.send(Command(id: 0, .quit)) }
                if case .finished = event { isOver = true }
            }
        }
    }
}
