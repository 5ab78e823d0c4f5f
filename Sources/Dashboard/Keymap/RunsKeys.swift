import Terminal

extension Keymap {
    /// What is done with recorded runs in their view.
    static let pastRuns: [Binding] = [
        Binding(
            [.character(" ")], .pick, in: [.runs], .pastRuns, "mark",
            "mark the run: up to five are drawn together and compared", footer: -19,
            unless: { $0.reasonNoRunIsSelected }),
        Binding(
            [.enter], .activate, in: [.runs], .pastRuns, "open", "look at the run as it was recorded", footer: -20,
            unless: { $0.reasonNoRunIsSelected }),
        Binding(
            [.character("/")], .filter, in: [.runs], .pastRuns, "filter",
            "only runs with these words in id, preset, state, tags or note", footer: -18),
        Binding([.character("s")], .sortByNext, in: [.runs], .pastRuns, "sort", "sort by the next column", footer: -17),
        Binding(
            [.character("i")], .reverseOrder, in: [.runs], .pastRuns, "invert", "turn the order round", footer: -16),
        Binding(
            [.character("v")], .toggleCurve, in: [.runs], .pastRuns, "curve", "draw the training or validation loss",
            footer: -9),
        Binding(
            [.tab, .backTab], .focusNext, in: [.runs], .pastRuns, "details",
            "to the details or differences and back, to scroll them", footer: -10),
        Binding(
            [.character("E")], .exportRun, in: [.runs], .pastRuns, "export",
            "write report, tables, preset, weights or event file into a folder", footer: -15,
            unless: { $0.reasonNoRunIsSelected }),
        Binding(
            [.character("R")], .resumeRun, in: [.runs], .pastRuns, "resume", "go on with the run (asks)", footer: -14,
            unless: { $0.reasonRunIsBusy }),
        Binding(
            [.character("p")], .replayRun, in: [.runs], .pastRuns, "replay", "train it again from its start (asks)",
            footer: -13, unless: { $0.reasonRunIsBusy }),
        Binding(
            [.character("T")], .tagRun, in: [.runs], .pastRuns, "tags", "set the run's tags", footer: -11,
            unless: { $0.reasonNoRunIsSelected }),
        Binding(
            [.character("n")], .noteRun, in: [.runs], .pastRuns, "note", "set the run's note", footer: -8,
            unless: { $0.reasonNoRunIsSelected }),
        Binding(
            [.character("D"), .delete], .removeRun, in: [.runs], .pastRuns, "delete", "delete the run (asks)",
            footer: -12, unless: { $0.reasonRunIsBusy }),
        Binding(
            [.escape], .leaveRecording, in: [.recorded], .pastRuns, "back",
            "in a recorded run that is open: one level back", footer: -1),
    ]
}
