import Dashboard
import Presets
import Training

extension InteractiveSession {
    /// Shows the preset picker, then the run that is picked.
    ///
    /// - Throws: ``CommandFailure``, or the exit code after a signal. The terminal is given back before.
    func choose() throws {
        defer { close() }
        let entries = PresetLibrary.entries.map { PickerEntry(name: $0.name, title: $0.title, lesson: $0.lesson) }
        var picker = PickerLoop(entries, in: self)
        switch picker.pick() {
        case .open(let name): try watch(PreparedRun(name))
        case .quit: break
        case .signal(let number): throw ExitStatus.signal(number)
        }
    }

    /// Shows a run from its first step until it is left; then says on the normal screen how it went.
    ///
    /// - Throws: ``CommandFailure``, or the exit code after a signal. The terminal is given back before.
    func watch(_ prepared: PreparedRun) throws {
        defer { close() }
        var prepared = prepared
        while true {
            let (outcome, series) = try watchRestarts(of: prepared)
            if let name = outcome.leaving.nextPreset {
                prepared = try PreparedRun(name)
                continue
            }
            close()
            PlainText.closing(outcome.log).forEach(StandardOutput.print)
            if series.count > 1 { PlainText.restarts(series).forEach(StandardOutput.print) }
            if let signal = outcome.leaving.signal { throw ExitStatus.signal(signal) }
            return
        }
    }

    /// Shows restart after restart, each until its end; the last one until it is left.
    private func watchRestarts(of prepared: PreparedRun) throws -> (DashboardLoop.Outcome, RestartSeries) {
        var series = RestartSeries(prepared.experiment)
        var experiment = prepared.experiment
        while true {
            experiment = series.next ?? experiment
            let isLast = series.summaries.count + 1 >= series.count
            let outcome = try watchOnce(experiment, leavesAtEnd: !isLast)
            if let summary = outcome.log.summary, summary.epochs > 0 { series.add(summary) }
            guard outcome.leaving.isNextRestart, !series.isOver else { return (outcome, series) }
        }
    }

    private func watchOnce(_ experiment: PreparedExperiment, leavesAtEnd: Bool) throws -> DashboardLoop.Outcome {
        let wake = try WakePipe()
        let run = Trainer(experiment, isWatched: true) { wake.wake() }
        var loop = DashboardLoop(
            watching: run, batch: run.makeBatch(), wake: wake, in: self, leavesAtEnd: leavesAtEnd)
        return loop.watch { run.start() }
    }
}
