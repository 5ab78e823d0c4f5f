import Training

/// How the two branches of a fork compare, in words.
enum ForkWords {
    /// How far both are, and how they stand: the line under the charts while they train.
    static func progress(_ fork: WatchedFork, glyphs: Glyphs) -> String {
        let report = fork.report
        let goal = ChartNumber.grouped(report.goal)
        let without = ChartNumber.grouped(report.without.step)
        let isLevel = report.without.step == report.with.step
        let place =
            isLevel
            ? "step \(without) of \(goal)"
            : "with at step \(ChartNumber.grouped(report.with.step)), without at \(without) of \(goal)"
        return "Fork \(glyphs.number(fork.number)): \(place)" + (difference(report).map { "; \($0)" } ?? "")
    }

    /// `loss 0.123 with it, 0.140 without: 12 % lower with it; accuracy 0.961, 0.950`, of the validation
    /// split, or the training split where there is none; `nil` before both were measured.
    static func difference(_ report: ForkReport) -> String? {
        guard let with = report.with.metrics, let without = report.without.metrics else { return nil }
        var text =
            "loss \(ChartNumber.significant(with.loss)) with it, \(ChartNumber.significant(without.loss)) without: "
            + verdict(with.loss, without.loss)
        if let (name, first, second) = score(with, without) {
            text += "; \(name) \(ChartNumber.significant(first)), \(ChartNumber.significant(second))"
        }
        return text
    }

    /// One branch: `loss 0.123, accuracy 0.961`.
    static func standing(_ branch: ForkReport.Branch, split: EpochSplit) -> String {
        var text =
            branch.metrics.map {
                "\(split == .validation ? "validation" : "training") loss \(ChartNumber.significant($0.loss))"
            } ?? "not measured"
        if let metrics = branch.metrics, let (name, value, _) = score(metrics, metrics) {
            text += ", \(name) \(ChartNumber.significant(value))"
        }
        return text + (branch.ending.map { "; \(ending($0, at: branch.step))" } ?? "")
    }

    /// Which loss is lower, by how much.
    static func verdict(_ with: Double, _ without: Double) -> String {
        guard with.isFinite, without.isFinite else {
            return with.isFinite
                ? "finite only with it" : without.isFinite ? "finite only without it" : "neither finite"
        }
        let larger = max(abs(with), abs(without))
        let percent = larger > 0 ? 100 * abs(with - without) / larger : 0
        guard percent >= 0.05 else { return "the same" }
        let amount = ChartNumber.significant(percent, digits: percent < 10 ? 2 : 3)
        return "\(amount) % lower \(with < without ? "with it" : "without it")"
    }

    private static func score(_ a: SplitMetrics, _ b: SplitMetrics) -> (String, Double, Double)? {
        if let first = a.accuracy, let second = b.accuracy { return ("accuracy", first, second) }
        if let first = a.r2, let second = b.r2 { return ("R2", first, second) }
        return nil
    }

    /// Why a branch trained no further.
    static func ending(_ ending: ForkReport.Ending, at step: Int) -> String {
        switch ending {
        case .finished: "its epochs are done"
        case .earlyStopped(let reason): "stopped early: \(reason)"
        case .diverged(let report): "NaN or infinite at step \(ChartNumber.grouped(report.step))"
        case .script: "waits at step \(ChartNumber.grouped(step)) for the preset's next change"
        }
    }
}

extension Dialog {
    /// Which branch is to be kept.
    static func fork(_ fork: WatchedFork, glyphs: Glyphs) -> Dialog {
        let report = fork.report
        let steps = ChartNumber.grouped(max(report.with.step, report.without.step) - report.start)
        var lines = [
            "Both trained \(steps) steps from step \(ChartNumber.grouped(report.start)) on equal draws.",
            "With it: \(ForkWords.standing(report.with, split: fork.split))",
            "Without it: \(ForkWords.standing(report.without, split: fork.split))",
        ]
        if let with = report.with.metrics, let without = report.without.metrics {
            lines.append("The loss: \(ForkWords.verdict(with.loss, without.loss)).")
        }
        lines.append("The other one stays in the journal and dim in the chart; esc goes back to before the fork.")
        var dialog = Dialog(
            kind: .fork, title: "Fork \(glyphs.number(fork.number)) \(fork.words)", lines: lines,
            buttons: [
                Button(label: "keep with it", hotkey: "w", outcome: .send(.keepFork(with: true), source: .key)),
                Button(label: "keep without it", hotkey: "o", outcome: .send(.keepFork(with: false), source: .key)),
                Button(label: "cancel", hotkey: "c", outcome: .send(.cancelFork, source: .key)),
            ])
        dialog.escape = .send(.cancelFork, source: .key)
        return dialog
    }
}
