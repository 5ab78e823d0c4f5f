import Diagnosis
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

    /// Trains to the end, restart after restart where the preset has several.
    ///
    /// - Throws: the exit code, where every run diverged or a signal ended one.
    func train() throws {
        var series = RestartSeries(prepared.experiment)
        guard series.count > 1 else {
            if try train(prepared.experiment, summaryEvent: "summary") == .diverged { throw ExitStatus.diverged }
            return
        }
        var hasEnded = false
        while let next = series.next {
            if let restart = next.description.restart { tell(restart, seed: next.description.seed) }
            let end = try train(next, summaryEvent: "restart_end") { series.add($0) }
            hasEnded = hasEnded || end != .diverged
        }
        switch format {
        case .text: PlainText.restarts(series).forEach(StandardOutput.print)
        case .json: if let last = JSONLines.restarts(series) { StandardOutput.print("\(last)") }
        }
        if !hasEnded { throw ExitStatus.diverged }
    }

    /// Trains one run to its end.
    private func train(
        _ experiment: PreparedExperiment, summaryEvent: String, ended: (RunSummary) -> Void = { _ in }
    ) throws -> RunState {
        var log = RunLog(experiment.description)
        var findings = FindingWatch(experiment.description)
        open(experiment.description)
        let signal = try PlainWatch().train(experiment) { events, batch in
            if let verdict = findings.observe(events, batch) { tell(verdict) }
            for event in events {
                log.record(event)
                tell(event, of: log)
            }
        }
        close(log, summaryEvent: summaryEvent)
        if let signal { throw ExitStatus.signal(signal) }
        if var summary = log.summary {
            if log.nonFinite != nil { summary.state = .diverged }
            ended(summary)
        }
        return log.nonFinite != nil ? .diverged : log.state
    }

    private func tell(_ restart: Restart, seed: UInt64) {
        switch format {
        case .text: StandardOutput.print("restart \(restart.number)/\(restart.count), seed \(seed)")
        case .json: StandardOutput.print("\(JSONLines.restart(restart, seed: seed))")
        }
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

    private func close(_ log: RunLog, summaryEvent: String) {
        switch format {
        case .text: PlainText.closing(log).forEach(StandardOutput.print)
        case .json:
            guard var summary = log.summary else { return }
            if log.nonFinite != nil { summary.state = .diverged }
            StandardOutput.print("\(JSONLines.summary(summary, event: summaryEvent))")
        }
    }
}
