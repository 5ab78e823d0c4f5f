import Training

extension RecordedRun {
    /// All that one would know who had watched the run: the settings in force at its end, what happened, how it ended.
    public var past: [PastEvent] {
        let tunables = ExperimentSchema.listed(for: settings, layerCount: experiment.layerCount)
        return [.reported(.settings(settings, tunables: tunables))] + happenings() + ending.map(PastEvent.reported)
    }

    /// Epochs, interventions, findings and checkpoints by their steps.
    ///
    /// Of branches that were left there are the interventions, of checkpoints the latest and the best.
    public func happenings(through last: Int = .max) -> [PastEvent] {
        let inForce = Set(journal.branch.map(\.id))
        // What came up during a step precedes the end of its epoch; an intervention at a step follows that.
        var events = findings.map { finding in
            PastEvent.finding(
                step: finding.step, severity: finding.severity,
                message: finding.isWithdrawn ? finding.message + " (withdrawn)" : finding.message,
                advice: finding.isWithdrawn ? [] : finding.advice)
        }
        events += epochs.map { .reported(.epoch($0)) }
        events += checkpointNotes(through: min(last, record.steps)).map(PastEvent.checkpoint)
        events += journal.entries.map { inForce.contains($0.id) ? .reported(.journaled($0)) : .undone($0) }
        return events.enumerated()
            .filter { $0.element.step <= last }
            .sorted { ($0.element.step, $0.offset) < ($1.element.step, $1.offset) }
            .map(\.element)
    }

    private var ending: [RunEvent] {
        // A run that nobody trains any more does not run, whatever it was doing when it was last heard of.
        let phase = record.state.isOver || record.state == .diverged ? record.state : .paused
        guard record.state.isOver, let summary else { return [.state(phase)] }
        return [.state(phase), .finished(summary)]
    }

    private func checkpointNotes(through last: Int) -> [CheckpointNote] {
        let notes = checkpoints.filter { $0.step <= last }.map(\.note)
        return notes.enumerated().filter { index, note in
            !notes[(index + 1)...].contains { $0.purpose == note.purpose }
        }.map(\.element)
    }
}

extension PastEvent {
    /// When it happened, in completed updates; 0 for what has no step.
    var step: Int {
        switch self {
        case .reported(.epoch(let report)): report.step
        case .reported(.journaled(let entry)), .undone(let entry): entry.step
        case .finding(let step, _, _, _): step
        case .checkpoint(let note): note.step
        case .reported: 0
        }
    }
}

extension RecordedCheckpoint {
    /// What one is told of it.
    public var note: CheckpointNote {
        let purpose: CheckpointNote.Purpose =
            switch role {
            case .best: .best
            case .last, .periodic, .intervention: .latest
            }
        return CheckpointNote(purpose, step: step, epoch: epoch)
    }
}
