import Training

/// A question with buttons.
struct Dialog: Sendable, Hashable {
    enum Kind: Sendable, Hashable { case quit, stop, nonFinite, fork, pastRun }

    struct Button: Sendable, Hashable {
        let label: String
        /// The letter that presses it: one of the label, and none that does something else in a dialog (hjkl move).
        let hotkey: Character
        let outcome: Outcome
        /// A further letter that presses it, not shown.
        var alias: Character?
    }

    let kind: Kind
    let title: String
    let lines: [String]
    let buttons: [Button]
    var selected = 0
    /// What `esc` stands for.
    var escape = Outcome.close

    mutating func move(by offset: Int) {
        guard !buttons.isEmpty else { return }
        selected = (selected + offset + buttons.count) % buttons.count
    }
}

extension Dialog {
    /// Leaving while the run is not over.
    ///
    /// - Parameters:
    ///   - canSave: whether the run is recorded and can go on later.
    ///   - trouble: why it is not, where it was to be.
    static func quit(_ run: RunFacts, canSave: Bool, trouble: RecordingTrouble? = nil) -> Dialog {
        let leaving =
            canSave
            ? [
                Button(label: "save & quit", hotkey: "s", outcome: .quit(.quit), alias: "q"),
                Button(label: "quit without saving", hotkey: "w", outcome: .quit(.quitUnsaved)),
            ] : [Button(label: "quit now", hotkey: "q", outcome: .quit(.quit))]
        let saving = canSave ? "A saved run goes on where it was left: descent resume." : trouble?.loss
        return Dialog(
            kind: .quit, title: "Quit?",
            lines: [
                "The run is at epoch \(min(run.epoch + 1, run.epochLimit)) of \(run.epochLimit), "
                    + "step \(ChartNumber.grouped(run.step)).",
                "Stopping first restores the best weights and evaluates the test split.",
            ] + [saving].compactMap { $0 },
            // Enter loses nothing.
            buttons: (canSave ? leaving + [stopping] : [stopping] + leaving)
                + [Button(label: "cancel", hotkey: "c", outcome: .close)])
    }

    private static let stopping = Button(label: "stop, keep best & quit", hotkey: "b", outcome: .stopThenQuit)

    /// Ending the run by hand.
    static func stop(_ run: RunFacts) -> Dialog {
        var lines = ["The test split is evaluated once; u goes back and trains on."]
        if let best = run.best, let loss = best.validation?.loss {
            lines.insert(
                "The best weights are those of epoch \(best.epoch): validation loss \(ChartNumber.significant(loss)).",
                at: 0)
        } else {
            lines.insert("No epoch has been judged yet: the weights stay as they are.", at: 0)
        }
        return Dialog(
            kind: .stop, title: "Stop now?", lines: lines,
            buttons: [
                Button(label: "stop, restore best", hotkey: "s", outcome: .send(.stop, source: .key)),
                Button(label: "cancel", hotkey: "c", outcome: .close),
            ])
    }

    /// A tensor went non-finite: what, where, since when, and the way back.
    static func nonFinite(_ report: NonFiniteReport, hasInterventions: Bool) -> Dialog {
        let place = "The " + report.words(step: ChartNumber.grouped(report.step))
        let remedy =
            hasInterventions
            ? "Undo goes back to just before the last intervention, with the weights of that moment."
            : "Undo goes back to the last good state. Nothing was changed by hand, so it will happen again unless "
                + "something is: lower the learning rate (-) or clip gradients (c) before going on."
        return Dialog(
            kind: .nonFinite, title: "Not a number", lines: [place + ".", "Training is paused.", remedy],
            buttons: [
                Button(
                    label: hasInterventions ? "undo the last intervention" : "undo to the last good state",
                    hotkey: "u", outcome: .send(.undo, source: .key)),
                Button(label: "look around", hotkey: "a", outcome: .close),
                Button(label: "quit", hotkey: "q", outcome: .quit(.quit)),
            ])
    }
}
