import Terminal

extension Keymap {
    /// The verbs of a run's life.
    static let run: [Binding] = [
        Binding(
            [.character(" ")], .togglePause, in: [.global], .run, "pause", "pause / resume", footer: 0,
            unless: { $0.reasonNotToPause }),
        Binding(
            [.character(".")], .step, in: [.global], .run, "step", "one step, while paused", footer: 20,
            unless: { $0.reasonNotToStep }),
        Binding(
            [.character(">")], .finishEpoch, in: [.global], .run, "epoch", "to the end of the epoch, while paused",
            footer: 21, unless: { $0.reasonNotToStep }),
        Binding(
            [.character("S")], .stop, in: [.global], .run, "stop", "stop now, restore the best weights (asks)",
            footer: 12, unless: { $0.reasonNotToStop }),
        Binding(
            [.character("u")], .undo, in: [.global], .run, "undo", "undo the last intervention", footer: 6,
            unless: { $0.reasonNotToUndo }),
        Binding(
            [.character("U")], .redo, in: [.global], .run, "redo", "redo what was undone", footer: 13,
            unless: { $0.reasonNotToRedo }),
    ]

    /// Changing the run's settings.
    static let steering: [Binding] = [
        Binding(
            [.character("o")], .chooseOptimizer, in: [.global], .steer, "optimizer",
            "choose the optimizer, and its learning rate: one that keeps the size of updates, its own, the one in force",
            footer: 2,
            unless: { $0.reasonNotToSet("optimizer.name") }),
        Binding(
            [.character("r")], .chooseSchedule, in: [.global], .steer, "schedule",
            "choose the learning rate's schedule", footer: 3, unless: { $0.reasonNotToSet("schedule.name") }),
        Binding(
            [.character("L")], .findRate, in: [.global], .steer, "lr test",
            "learning-rate range test: the loss against the rate, on a copy of the run; proposes two", footer: 7,
            unless: { $0.reasonNotToFindRate }),
        Binding(
            [.character("c")], .chooseClipping, in: [.global], .steer, "clip", "choose gradient clipping", footer: 7,
            unless: { $0.reasonNotToSet("clip.name") }),
        Binding(
            [.character("d")], .toggleDropout, in: [.global], .steer, "dropout", "dropout on / off, rates kept",
            footer: 4, unless: { $0.reasonNotToSet("dropout.enabled") }),
        Binding(
            [.character("e")], .toggleEarlyStopping, in: [.global], .steer, "early stop", "early stopping on / off",
            footer: 5, unless: { $0.reasonNotToSet("early_stopping.enabled") }),
        Binding(
            [.character("+")], .increase, in: [.global], .steer, "adjust",
            "raise / lower the selected control; at the start that is the learning rate", footer: 1, shownAs: "+ -",
            unless: { $0.reasonNotToNudge }),
        Binding(
            [.character("-")], .decrease, in: [.global], .steer, "less",
            "raise / lower the selected control; at the start that is the learning rate", shownAs: "+ -",
            unless: { $0.reasonNotToNudge }),
        Binding(
            [.character("=")], .increaseFine, in: [.global], .steer, "a bit more", "the same in fine steps",
            shownAs: "= _", unless: { $0.reasonNotToNudge }),
        Binding(
            [.character("_")], .decreaseFine, in: [.global], .steer, "a bit less", "the same in fine steps",
            shownAs: "= _", unless: { $0.reasonNotToNudge }),
        Binding(
            [.character(":")], .openPalette, in: [.global], .steer, "palette",
            "palette: any setting or verb, with completion (:lr 3e-4 or :optimizer adam; lr 1e-3)", footer: 8),
    ]
}
