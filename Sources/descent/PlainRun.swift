import Diagnosis
import Training

/// A run without a screen: lines of text for people, or JSON Lines for programs.
struct PlainRun {
    enum Format { case text, json }

    private let format: Format

    init(format: Format) { self.format = format }

    /// Trains to the end, restart after restart where the preset has several.
    ///
    /// - Throws: the exit code, where every run diverged or a signal ended one.
    func train(_ prepared: PreparedRun, recordingIn archive: RunArchive) throws {
        var series = RestartSeries(prepared.experiment)
        guard series.count > 1 else {
            let recording = begin(prepared.experiment, presetText: prepared.text, in: archive)
            return try fail(train(prepared.experiment, recording: recording))
        }
        var hasEnded = false
        while let next = series.next {
            if let restart = next.description.restart { tell(restart, seed: next.description.seed) }
            let recording = begin(next, presetText: prepared.text, in: archive)
            let end = try train(next, recording: recording, summaryEvent: "restart_end") { series.add($0) }
            hasEnded = hasEnded || end != .diverged
        }
        switch format {
        case .text: StandardOutput.print(PlainText.restarts(series))
        case .json: if let last = JSONLines.restarts(series) { StandardOutput.print("\(last)") }
        }
        if !hasEnded { throw ExitStatus.diverged }
    }

    /// Goes on with an interrupted run.
    func goOn(_ run: ResumedRun) throws {
        run.opening.forEach(StandardError.print)
        try fail(train(run.prepared, recording: run.recording, from: run.continuation, known: run.past))
    }

    /// Trains a recorded run again; nothing is recorded.
    func repeatRun(_ replay: Replay) throws {
        try fail(train(replay.prepared, recording: nil, from: replay.continuation))
    }

    private func fail(_ end: RunState) throws {
        if end == .diverged { throw ExitStatus.diverged }
    }

    private func begin(
        _ experiment: PreparedExperiment, presetText: String, in archive: RunArchive
    ) -> RunRecording? {
        let (recording, trouble) = archive.begin(experiment, presetText: presetText)
        if let trouble { StandardError.print("descent: warning: \(trouble)") }
        return recording
    }

    /// Trains one run to its end.
    private func train(
        _ experiment: PreparedExperiment, recording given: RunRecording?, from continuation: Continuation? = nil,
        known: [PastEvent] = [], summaryEvent: String = "summary", ended: (RunSummary) -> Void = { _ in }
    ) throws -> RunState {
        var recording = given
        var log = RunLog(experiment.description)
        var findings = FindingWatch(experiment.description)
        log.record(past: known)
        open(experiment.description, id: recording?.id)
        let signal = try PlainWatch(canBeRequeued: recording != nil).train(
            experiment, keeper: recording?.keeper, from: continuation
        ) {
            events, batch in
            let found = findings.observe(events, batch)
            recording?.take(events, batch, found)
            if let failure = recording?.failure() { StandardError.print("descent: warning: \(failure)") }
            // One write for all that came together: epochs can be shorter than a write takes.
            var lines: [String] = []
            for news in found { lines += text(news) }
            for event in events {
                log.record(event)
                if case .rejected(_, let reason) = event { StandardError.print("descent: refused: \(reason)") }
                lines += text(event, of: log)
            }
            StandardOutput.print(lines)
        }
        recording?.finish()
        if let failure = recording?.failure() { StandardError.print("descent: warning: \(failure)") }
        close(log, recording: recording, summaryEvent: summaryEvent)
        if let signal, let code = ExitStatus.signal(signal, ending: recording) { throw code }
        // A result built on outputs that are not finite is none.
        if log.nonFinite == nil, log.summary?.test?.nonFiniteRows != nil { throw ExitStatus.diverged }
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

    private func open(_ description: RunDescription, id: String?) {
        switch format {
        case .text: StandardOutput.print(PlainText.opening(description))
        case .json: StandardOutput.print("\(JSONLines.start(description, id: id))")
        }
    }

    private func text(_ event: RunEvent, of log: RunLog) -> [String] {
        switch (event, format) {
        case (.epoch(let report), .text): [PlainText.epoch(report, of: log.epochs)]
        case (.epoch(let report), .json): ["\(JSONLines.epoch(report))"]
        case (.journaled(let entry), .text): [PlainText.intervention(entry)]
        case (.journaled(let entry), .json): ["\(JSONLines.intervention(entry))"]
        case (.nonFinite(let report), .json): ["\(JSONLines.finding(report))"]
        default: []
        }
    }

    private func text(_ news: FindingNews) -> [String] {
        switch (news, format) {
        case (.found(let verdict), .text): PlainText.finding(verdict)
        case (.found(let verdict), .json): ["\(JSONLines.finding(verdict))"]
        case (.withdrawn(let verdict), .text): ["withdrawn: \(verdict.headline)"]
        case (.withdrawn(let verdict), .json): ["\(JSONLines.withdrawal(of: verdict))"]
        }
    }

    private func close(_ log: RunLog, recording: RunRecording?, summaryEvent: String) {
        switch format {
        case .text:
            StandardOutput.print(PlainText.closing(log))
            if let recording { StandardOutput.print(recording.closing) }
        case .json:
            guard var summary = log.summary else { return }
            if log.nonFinite != nil { summary.state = .diverged }
            StandardOutput.print("\(JSONLines.summary(summary, id: recording?.id, event: summaryEvent))")
        }
    }
}
