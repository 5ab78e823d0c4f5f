import ArgumentParser
import Diagnosis
import NcursesTerminal
import Training

/// A run without a screen: lines of text for people, or JSON Lines for programs.
struct PlainRun {
    enum Format { case text, json }

    private let prepared: PreparedRun
    private let format: Format

    init(_ prepared: PreparedRun, format: Format) {
        self.prepared = prepared
        self.format = format
    }

    /// Trains to the end.
    ///
    /// - Throws: the exit code, where the run diverged or a signal ended it.
    func train() throws {
        let signals = try SignalPipe(catching: SignalPipe.leaving)
        let wake = try WakePipe()
        let run = Trainer(prepared.experiment) { wake.wake() }
        var log = RunLog(run.description)
        var findings = FindingWatch(run.description)
        var batch = run.makeBatch()
        var signal: Int32?
        open(run.description)
        run.start()
        while log.summary == nil {
            let ready = Waiting.until(readable: [wake.descriptor, signals.descriptor], seconds: nil)
            if ready.contains(signals.descriptor), let received = signals.drain().first {
                if signal != nil { throw ExitStatus.signal(received) }
                signal = received
                run.send(Command(id: 0, .quit))
            }
            guard ready.contains(wake.descriptor) else { continue }
            wake.drain()
            let events = run.takeTelemetry(into: &batch)
            if let verdict = findings.observe(events, batch) { tell(verdict) }
            for event in events {
                log.record(event)
                tell(event, of: log)
                if case .nonFinite = event { run.send(Command(id: 0, .quit)) }
            }
        }
        close(log)
        if let signal { throw ExitStatus.signal(signal) }
        if log.nonFinite != nil || log.state == .diverged { throw ExitStatus.diverged }
    }

    private func open(_ description: RunDescription) {
        switch format {
        case .text: PlainText.opening(description).forEach(StandardOutput.print)
        case .json: StandardOutput.print("\(JSONLines.start(description))")
        }
    }

    private func tell(_ event: RunEvent, of log: RunLog) {
        switch (event, format) {
        case (.epoch(let report), .text): StandardOutput.print(PlainText.epoch(report, of: log.epochs))
        case (.epoch(let report), .json): StandardOutput.print("\(JSONLines.epoch(report))")
        case (.journaled(let entry), .text): StandardOutput.print(PlainText.intervention(entry))
        case (.journaled(let entry), .json): StandardOutput.print("\(JSONLines.intervention(entry))")
        case (.rejected(_, let reason), _): StandardError.print("descent: refused: \(reason)")
        case (.nonFinite(let report), .json):
            StandardOutput.print("\(JSONLines.finding(report))")
        default: break
        }
    }

    private func tell(_ verdict: GradientVerdict) {
        switch format {
        case .text: PlainText.finding(verdict).forEach(StandardOutput.print)
        case .json: StandardOutput.print("\(JSONLines.finding(verdict))")
        }
    }

    private func close(_ log: RunLog) {
        switch format {
        case .text: PlainText.closing(log).forEach(StandardOutput.print)
        case .json:
            guard var summary = log.summary else { return }
            if log.nonFinite != nil { summary.state = .diverged }
            StandardOutput.print("\(JSONLines.summary(summary))")
        }
    }
}
