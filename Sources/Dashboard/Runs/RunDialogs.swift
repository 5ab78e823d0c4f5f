import Training

extension Dialog {
    /// Going on with a run: this one is left for it, or another process does it.
    ///
    /// - Parameters:
    ///   - option: what a command needs beside the id to find it.
    ///   - leaving: what becomes of the run on this screen.
    static func resume(_ row: RunRow, option: String, leaving: String) -> Dialog {
        leave(
            "Resume \(row.id)?",
            lines: [
                goingOn(row), leaving, "To have both, in another terminal:",
                "    descent resume \(row.id)\(option)",
            ], label: "leave and resume", .resumeRun(row.id))
    }

    /// What resuming does with a run: one that was over is so again.
    private static func goingOn(_ row: RunRow) -> String {
        guard row.life == .ended, row.phase.isOver else { return "It goes on from its last checkpoint." }
        return "It is over and comes back at its end; there :epochs with more than \(row.plannedEpochs) trains on."
    }

    /// Training a run again from its start.
    static func replay(_ row: RunRow, option: String, leaving: String) -> Dialog {
        leave(
            "Replay \(row.id)?",
            lines: [
                "Preset, seed and journal train it again from its start. " + leaving,
                "To compare the weights at its checkpoints, in another terminal:",
                "    descent replay \(row.id)\(option) --verify",
            ], label: "leave and replay", .replayRun(row.id))
    }

    private static func leave(_ title: String, lines: [String], label: String, _ effect: Effect) -> Dialog {
        Dialog(
            kind: .pastRun, title: title, lines: lines,
            buttons: [
                Button(label: "not now", hotkey: "n", outcome: .close),
                Button(label: label, hotkey: "r", outcome: .effect(effect)),
            ])
    }

    /// Removing a run for good.
    static func remove(_ row: RunRow) -> Dialog {
        Dialog(
            kind: .pastRun, title: "Delete \(row.id)?",
            lines: [
                "Its \(ChartNumber.grouped(row.steps)) steps, its journal and its checkpoints are removed for good.",
                "What was exported of it stays.",
            ],
            buttons: [
                Button(label: "no, keep it", hotkey: "n", outcome: .close),
                Button(label: "delete", hotkey: "d", outcome: .effect(.runs(.remove(row.id)))),
            ])
    }
}

extension Menu {
    /// The files a run can be written as.
    static func exports(of row: RunRow) -> Menu {
        Menu(
            title: "Export into the folder \(row.id)",
            items: RunExportKind.allCases.map { kind in
                Item(label: kind.label, detail: kind.summary, outcome: .effect(.runs(.export(row.id, kind))))
            })
    }
}
