import Training

extension DashboardState {
    /// Takes what stands in the run's record. Nothing of it is news: no message is shown, each line of the journal has
    /// the step at which it happened.
    mutating func absorb(past events: [PastEvent], _ batch: TelemetryBatch) -> [Effect] {
        // Words about how it ended are words about its last step.
        if batch.count > 0 { run.step = max(run.step, batch.lastSteps[batch.count - 1]) }
        var effects: [Effect] = []
        for event in events { effects += absorb(event) }
        take(batch)
        verdict = monitor.verdict
        return effects
    }

    private mutating func absorb(_ event: PastEvent) -> [Effect] {
        switch event {
        case .reported(.journaled(let entry)):
            journal.addPast(entry, isUndone: false)
            history.mark(step: entry.step)
        case .reported(let event): return absorb(event)
        case .undone(let entry): journal.addPast(entry, isUndone: true)
        case .finding(let step, let severity, let message, let advice):
            journal.log(.finding, JournalWords.finding(severity, message, advice: advice), step: step)
        case .checkpoint(let note): journal.log(note)
        }
        return []
    }
}
