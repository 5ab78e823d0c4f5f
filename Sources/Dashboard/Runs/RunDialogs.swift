import Training

extension Dialog {
    /// Going on with a run: another process does that.
    static func resume(_ row: RunRow) -> Dialog {
        told(
            "Resume \(row.id)?",
            lines: [
                "It goes on from its last checkpoint, in a terminal of its own:", "    descent resume \(row.id)",
                "The run on this screen is not touched by that.",
            ])
    }

    /// Training a run again from its start.
    static func replay(_ row: RunRow) -> Dialog {
        told(
            "Replay \(row.id)?",
            lines: [
                "Preset, seed and journal train it again and compare the weights at its checkpoints:",
                "    descent replay \(row.id) --verify", "The run on this screen is not touched by that.",
            ])
    }

    private static func told(_ title: String, lines: [String]) -> Dialog {
        Dialog(
            kind: .pastRun, title: title, lines: lines,
            buttons: [Button(label: "ok", hotkey: "o", outcome: .close)])
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
                Button(label: "keep it", hotkey: "k", outcome: .close),
                Button(label: "delete", hotkey: "d", outcome: .ask(.remove(row.id))),
            ])
    }
}

extension Menu {
    /// The files a run can be written as.
    static func exports(of row: RunRow) -> Menu {
        Menu(
            title: "Export into the folder \(row.id)",
            items: RunExportKind.allCases.map { kind in
                Item(label: kind.label, detail: kind.summary, outcome: .ask(.export(row.id, kind)))
            })
    }
}
