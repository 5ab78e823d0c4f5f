import Dashboard
import NcursesTerminal
import Presets
import Runs
import Training

extension InteractiveSession {
    /// Shows the preset picker, then the run that is picked.
    ///
    /// - Throws: ``CommandFailure``, or the exit code after a signal. The terminal is given back before.
    func choose(recordingIn archive: RunArchive) throws {
        defer { close() }
        let entries = PresetLibrary.entries.map { PickerEntry(name: $0.name, title: $0.title, lesson: $0.lesson) }
        var picker = PickerLoop(entries, in: self)
        switch picker.pick() {
        case .open(let name): try watch(PreparedRun(name), recordingIn: archive)
        case .quit: break
        case .signal(let number): throw ExitStatus.signal(number)
        }
    }

    /// Shows a run from its first step until it is left; then says on the normal screen how it went.
    ///
    /// - Throws: ``CommandFailure``, or the exit code after a signal. The terminal is given back before.
    func watch(_ prepared: PreparedRun, recordingIn archive: RunArchive) throws {
        defer { close() }
        let (outcome, series) = try watchRestarts(of: prepared, recordingIn: archive)
        if let next = outcome.leaving.nextRun { return try goOn(next, after: outcome) }
        tell(outcome)
        if series.count > 1 { StandardOutput.print(PlainText.restarts(series)) }
        try leave(outcome)
    }

    /// Shows a recorded run going on.
    ///
    /// - Throws: the exit code after a signal. The terminal is given back before.
    func watch(_ run: ResumedRun) throws {
        defer { close() }
        let before = DashboardLoop.Known(past: run.past, steps: run.steps, opening: run.opening)
        try end(watchOnce(run.prepared, recording: run.recording, from: run.continuation, known: before))
    }

    /// Shows a recorded run being trained again; nothing is recorded.
    ///
    /// - Throws: the exit code after a signal. The terminal is given back before.
    func watch(_ replay: Replay) throws {
        defer { close() }
        try end(watchOnce(replay.prepared, recording: nil, from: replay.continuation))
    }

    /// Shows a recorded run for which another was left.
    private func goOn(_ next: Leaving.NextRun, after outcome: DashboardLoop.Outcome) throws {
        if let recording = outcome.recording { farewell.append(recording.closing) }
        let store = try CommandFailure.wrapping { () throws(RunsError) in try RunStore(existing: runs) }
        switch next {
        case .resume(let id): try watch(ResumedRun(store, id))
        case .replay(let id): try watch(Replay(store, id))
        }
    }

    private func end(_ outcome: DashboardLoop.Outcome) throws {
        if let next = outcome.leaving.nextRun { return try goOn(next, after: outcome) }
        tell(outcome)
        try leave(outcome)
    }

    /// Says on the normal screen how a run went.
    private func tell(_ outcome: DashboardLoop.Outcome) {
        close()
        StandardOutput.print(PlainText.closing(outcome.log))
        if let recording = outcome.recording { StandardOutput.print(recording.closing) }
    }

    /// Shows restart after restart, each until its end; the last one until it is left.
    private func watchRestarts(
        of prepared: PreparedRun, recordingIn archive: RunArchive
    ) throws -> (DashboardLoop.Outcome, RestartSeries) {
        var series = RestartSeries(prepared.experiment)
        var experiment = prepared.experiment
        while true {
            experiment = series.next ?? experiment
            let isLast = series.summaries.count + 1 >= series.count
            let (recording, trouble) = archive.begin(experiment, presetText: prepared.text)
            let outcome = try watchOnce(
                experiment, recording: recording, known: DashboardLoop.Known(trouble: trouble), leavesAtEnd: !isLast)
            if let summary = outcome.log.summary, summary.epochs > 0 { series.add(summary) }
            guard outcome.leaving.isNextRestart, !series.isOver else { return (outcome, series) }
        }
    }

    /// - Throws: the exit code where a signal ended the run.
    private func leave(_ outcome: DashboardLoop.Outcome) throws {
        guard let signal = outcome.leaving.signal else { return }
        if let code = ExitStatus.signal(signal, ending: outcome.recording) { throw code }
    }

    private func watchOnce(
        _ experiment: PreparedExperiment, recording: RunRecording?, from continuation: Continuation? = nil,
        known: DashboardLoop.Known = DashboardLoop.Known(), leavesAtEnd: Bool = false
    ) throws -> DashboardLoop.Outcome {
        let wake = try WakePipe()
        if recording != nil { try signals.catchAlso(SignalPipe.requeueing) }
        defer { signals.giveBack(SignalPipe.requeueing) }
        let run = Trainer(experiment, isWatched: true, keeper: recording?.keeper, from: continuation) { wake.wake() }
        var loop = DashboardLoop(
            watching: run, batch: run.makeBatch(), wake: wake, in: self, recording: recording, known: known,
            leavesAtEnd: leavesAtEnd)
        return loop.watch { run.start() }
    }
}
