import ArgumentParser
import NcursesTerminal
import Training

/// A range test without a screen: progress on standard error where that is a terminal.
struct PlainRateSearch {
    private let prepared: PreparedRun

    init(_ prepared: PreparedRun) { self.prepared = prepared }

    /// Runs the test from the first weights.
    ///
    /// - Throws: the exit code, where a signal ended it.
    func search(_ range: RateRange) throws -> RateSweep {
        let signals = try SignalPipe(catching: SignalPipe.leaving)
        let wake = try WakePipe()
        let run = Trainer(prepared.experiment) { wake.wake() }
        var progress = ProgressLine()
        defer {
            progress.clear()
            run.send(Command(id: 0, .quit))
        }
        run.send(Command(id: 1, .findRate(range)))
        run.start()
        var batch = run.makeBatch()
        while true {
            let ready = Waiting.until(readable: [wake.descriptor, signals.descriptor], seconds: nil)
            if let signal = signals.drain().first { throw ExitStatus.signal(signal) }
            guard ready.contains(wake.descriptor) else { continue }
            wake.drain()
            for event in run.takeTelemetry(into: &batch) {
                switch event {
                case .rateSweep(let sweep) where sweep.phase != .running: return sweep
                case .rateSweep(let sweep):
                    progress.show(
                        "range test", done: sweep.points.count, of: range.steps,
                        detail: "lr \(NumberText.significant(sweep.nextRate, 2))")
                case .rejected(_, let reason):
                    StandardError.print("descent: refused: \(reason)")
                    throw ExitCode.failure
                default: break
                }
            }
        }
    }
}
