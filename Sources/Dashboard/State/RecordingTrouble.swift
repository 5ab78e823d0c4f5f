import Training

/// Why a run is not recorded although it was to be.
struct RecordingTrouble: Sendable, Hashable {
    let reason: String
    /// Whether it was recorded until then.
    let isPartial: Bool

    /// What leaving the run now comes to.
    var loss: String {
        isPartial
            ? "Recording has stopped: what came after is lost."
            : "The run is not recorded: nothing of it can go on later."
    }
}

extension DashboardState {
    /// From now on nothing of the run is kept: nothing may promise it any more.
    mutating func loseRecording(_ reason: String) {
        recordingTrouble = RecordingTrouble(reason: reason, isPartial: options.canSave)
        options.canSave = false
        journal.log(.state, reason, step: run.step)
        for index in overlays.indices {
            guard case .dialog(let dialog) = overlays[index] else { continue }
            overlays[index] = .dialog(asked(again: dialog))
        }
        // A recorded run that lies over this one has the options and the messages.
        guard !opened.isEmpty else { return notify(reason) }
        opened[0].options.canSave = false
        opened[0].notify(reason)
    }

    /// The same question as it is asked now, if it is about leaving this run.
    private func asked(again dialog: Dialog) -> Dialog {
        if dialog.kind == .quit { return quitDialog }
        for button in dialog.buttons {
            switch button.outcome {
            case .effect(.resumeRun(let id)): return runsView.row(id).map(resumeDialog) ?? dialog
            case .effect(.replayRun(let id)): return runsView.row(id).map(replayDialog) ?? dialog
            default: break
            }
        }
        return dialog
    }
}
