import Training
import Tunables

extension DashboardState {
    /// Takes what the run reported: events in order, then the steps.
    mutating func absorb(_ events: [RunEvent], _ batch: TelemetryBatch) -> [Effect] {
        var effects: [Effect] = []
        arriving = batch.count > 0 ? batch.lastSteps[batch.count - 1] : 0
        defer { arriving = 0 }
        for event in events { effects += absorb(event) }
        guard batch.count > 0 else { return effects }
        take(batch)
        judge()
        return effects
    }

    /// Takes steps that were made.
    mutating func take(_ batch: TelemetryBatch) {
        guard batch.count > 0 else { return }
        let before = run.step
        history.append(batch, at: now)
        run.step = history.lastStep
        chart.follow(from: before, to: run.step)
        throughput.record(step: run.step, at: now)
        monitor.observe(batch)
    }

    mutating func absorb(_ event: RunEvent) -> [Effect] {
        switch event {
        case .applied(let id, let step): applied(id, atStep: step)
        case .rejected(let id, let reason): rejected(id, reason: reason)
        case .state(let phase): enter(phase)
        case .epoch(let report): complete(report)
        case .journaled(let entry): journaled(entry)
        case .settings(let settings, let tunables):
            run.settings = settings
            run.tunables = tunables
            controls.take(tunables)
        case .rewound(let step, let epoch, let entry, let redo):
            rewind(toStep: step, epoch: epoch, entry: entry, redo: redo)
        case .outlook(let rates, let reason):
            run.outlook = rates
            run.outlookReason = reason
        case .patience(let used, let allowed): run.patience = (used, allowed)
        case .rateSweep(let sweep): absorb(sweep)
        case .rateMatched(let match): absorb(match)
        case .fork(let report): absorb(report)
        case .undoMemory(let memory): run.undoMemory = memory
        case .nonFinite(let report): nonFinite(report)
        case .finished(let summary): return finish(summary)
        }
        return []
    }

    private mutating func enter(_ phase: RunState) {
        guard phase != run.phase else { return }
        run.phase = phase
        throughput.reset()
        if phase == .running {
            run.nonFinite = nil
            run.summary = nil
            isEndPanelClosed = false
            throughput.record(step: run.step, at: now)
        }
        if phase.isOver || phase == .diverged {
            journal.log(.state, "the run " + PhaseWords.ending(phase), step: max(run.step, arriving))
        }
    }

    private mutating func complete(_ report: EpochReport) {
        if report.step > run.epochStartStep { run.stepsPerEpoch = report.step - run.epochStartStep }
        run.epochStartStep = report.step
        run.epoch = report.epoch
        run.latest = report
        if report.isBest { run.best = report }
        history.append(report)
        monitor.observe(report)
        var text = "epoch \(report.epoch): loss \(ChartNumber.significant(report.training.loss))"
        if let loss = report.validation?.loss { text += ", validation \(ChartNumber.significant(loss))" }
        journal.log(.epoch, text + (report.isBest ? ", best so far" : ""), step: report.step)
    }

    /// Takes the monitor's verdict; the journal keeps when one came, grew into an alarm, or cleared.
    private mutating func judge() {
        let before = verdict
        verdict = monitor.verdict
        guard before?.symptom != verdict?.symptom || before?.severity != verdict?.severity else { return }
        if let verdict {
            // Dated as the record dates it: by the step since which it has held.
            journal.log(
                .finding,
                JournalWords.finding(verdict.severity.rawValue, verdict.headline, advice: verdict.advice),
                step: verdict.sinceStep)
        } else if let before {
            journal.log(.finding, "cleared: \(before.symptom.name)", step: run.step)
        }
    }

    private mutating func rewind(toStep step: Int, epoch: Int, entry: Int, redo: Bool) {
        let before = run.step
        let parting = history.rewind(toStep: step, epoch: epoch, entry: entry, redo: redo)
        // A fork that is canceled leaves nothing behind: training on draws the same again.
        let isCanceledFork = fork != nil && entry == 0
        if isCanceledFork, before > step { history.forgetNewestGhost() }
        run.step = step
        run.epoch = epoch
        run.takeEpochs(of: history)
        run.nonFinite = nil
        run.summary = nil
        isEndPanelClosed = false
        isLeavingAfterStop = false
        removeDialogs(.nonFinite)
        chart.follow(from: before, to: step)
        throughput.reset()
        // What was wrong with the branch that was left says nothing about the one in force.
        monitor.rewind(toStep: parting)
        monitor.rewind(toStep: step)
        if let latest = run.latest { monitor.observe(latest) }
        let found = verdict
        verdict = monitor.verdict
        let isSame = found?.symptom == verdict?.symptom && found?.severity == verdict?.severity
        if let found, !isSame, !isCanceledFork {
            journal.log(
                .finding, "withdrawn: \(found.severity.rawValue), \(found.symptom.rawValue) gradient", step: step)
        }
        if isCanceledFork { return }
        let item = journal.rewind(entry: entry, redo: redo)
        let what = item?.words ?? "to the last good state"
        let text = "\(redo ? "redone" : "undone"): \(what)"
        journal.log(.undo, text, step: step, number: item?.number)
        // The choice tells what became of a fork.
        if fork != nil { return }
        let command = commands.open.first { entry in
            let action = entry.command.action
            return redo ? action == .redo : action == .undo || action.isRewind
        }
        toasts.show(
            .applied, "\(text), now at step \(ChartNumber.grouped(step))", command: command?.command.id, now: now)
    }

    private mutating func nonFinite(_ report: NonFiniteReport) {
        run.nonFinite = report
        let dialog = Dialog.nonFinite(report, hasInterventions: journal.canUndo)
        journal.log(.finding, dialog.lines.first ?? dialog.title, step: report.step)
        removeDialogs(.stop, .nonFinite)
        // Below whatever the user is in the middle of.
        overlays.insert(.dialog(dialog), at: 0)
    }

    private mutating func finish(_ summary: RunSummary) -> [Effect] {
        run.summary = summary
        enter(summary.state)
        isEndPanelClosed = false
        throughput.reset()
        removeDialogs(.quit, .stop)
        return isLeavingAfterStop ? [.quit(.stopAndQuit)] : []
    }

    mutating func removeDialogs(_ kinds: Dialog.Kind...) {
        overlays.removeAll { overlay in
            if case .dialog(let dialog) = overlay { kinds.contains(dialog.kind) } else { false }
        }
    }
}
