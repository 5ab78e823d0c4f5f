import Terminal
import Training

/// How the run ended, in place of the controls: the charts stay in view.
struct EndPanel {
    let summary: RunSummary
    /// The interventions that hold, as the time axes number them.
    let interventions: [WatchedJournal.Item]
    /// Which of several restarts it was.
    let restart: Restart?
    let canUndo: Bool
    /// The command that goes on with a recorded run that is looked at.
    let resumption: String?
    let isFocused: Bool
    let glyphs: Glyphs

    func render(in rect: Rect, on canvas: inout Canvas) {
        let frame = ChartFrame(title: "The end", isFocused: isFocused, charset: glyphs.charset)
        let inner = frame.draw(in: rect, on: &canvas)
        var row = inner.row
        for (name, text, style) in lines {
            guard row < inner.endRow else { return }
            let width = name.isEmpty ? 0 : 12
            canvas.write(name, column: inner.column + 1, row: row, style: Style(.dim), clip: inner)
            let room = inner.columns - width - 2
            let wrapped = name.isEmpty ? text.wrapped(to: room) : [text.fitted(to: room, ellipsis: glyphs.ellipsis)]
            for line in wrapped {
                canvas.write(line, column: inner.column + 1 + width, row: row, style: style, clip: inner)
                row += 1
            }
        }
    }

    private var lines: [(String, String, Style)] {
        let glyph = PhaseWords.glyph(summary.state, glyphs)
        let role = PhaseWords.role(summary.state)
        var lines = [("", "\(glyph) The run \(PhaseWords.ending(summary.state)).", Style(role, bold: true))]
        if let reason = summary.reason { lines.append(("because", reason, Style(.text))) }
        let metric = summary.bestMetric ?? summary.bestValidationLoss.map { BestMetric(.validationLoss, $0) }
        if let epoch = summary.bestEpoch, let metric {
            lines.append(
                (
                    "best", "epoch \(epoch), \(metric.name) \(ChartNumber.significant(metric.value)) \(glyphs.best)",
                    Style(.best)
                ))
        }
        if let restart { lines.append(("restarts", Self.words(restart, summary), Style(.text))) }
        if let moments = summary.averagedMoments {
            lines.append(("averaged", "the weights are the mean of \(moments) moments (swa)", Style(.text)))
        }
        if let test = summary.test {
            lines.append(("test", Self.words(test), Style(.text, bold: true)))
            if let weights = summary.testedWeights { lines.append(("", "tested: \(weights.words)", Style(.dim))) }
        }
        if let ensemble = summary.ensemble {
            let words = "of \(ensemble.members): test " + Self.words(ensemble.metrics)
            let alone = ensemble.bestMember.map { "; its best member alone: " + Self.words($0) } ?? ""
            lines.append(("ensemble", words + alone, Style(.text)))
        }
        lines.append(
            (
                "trained",
                "\(summary.epochs) epochs, \(ChartNumber.grouped(summary.steps)) steps in "
                    + "\(NumberText.duration(summary.seconds)) (\(NumberText.compact(summary.stepsPerSecond))/s)",
                Style(.text)
            ))
        lines.append(("journal", Self.words(interventions), Style(.text)))
        lines.append(("weights", "sha256 \(summary.weightsSHA256)", Style(.dim)))
        lines.append(
            (
                "",
                resumption.map { "\($0) goes on with it; esc shows its settings, 1 goes back" }
                    ?? ":epochs \(summary.epochs + max(1, summary.epochs / 2)) trains on, "
                    + (canUndo ? "u goes back to before the last intervention, " : "")
                    + "esc shows the controls, q quits", Style(.dim)
            ))
        return lines
    }

    /// How many interventions there were, and how many of them nobody made by hand.
    private static func words(_ interventions: [WatchedJournal.Item]) -> String {
        func count(_ source: CommandSource) -> Int { interventions.count { $0.entries.first?.source == source } }
        let all = interventions.count
        let origins = [(count(.script), "scripted"), (count(.remedy), "by a remedy")].filter { $0.0 > 0 }
        let text = "\(all) intervention\(all == 1 ? "" : "s")"
        if let only = origins.first, only.0 == all { return "\(text), \(only.1)" }
        guard !origins.isEmpty else { return text }
        return text + ", " + origins.map { "\($0.0) of them \($0.1)" }.joined(separator: ", ")
    }

    /// Which restart is the best by validation, this one included.
    private static func words(_ restart: Restart, _ summary: RunSummary) -> String {
        let own = summary.bestValidationLoss.map {
            Restart.Record(number: restart.number, seed: summary.seed, validationLoss: $0)
        }
        let best = [restart.best, own].compactMap { $0 }.min { $0.validationLoss < $1.validationLoss }
        guard let best else { return "\(restart.number) of \(restart.count)" }
        return "\(restart.number) of \(restart.count), best seed \(best.seed): validation loss "
            + ChartNumber.significant(best.validationLoss)
    }

    private static func words(_ metrics: SplitMetrics) -> String {
        var words = ["loss \(ChartNumber.significant(metrics.loss))"]
        if let accuracy = metrics.accuracy {
            words.insert("accuracy \(ChartNumber.fixed(accuracy, decimals: 4))", at: 0)
        }
        if let r2 = metrics.r2 { words.insert("R² \(ChartNumber.fixed(r2, decimals: 4))", at: 0) }
        if let mae = metrics.mae { words.append("MAE \(ChartNumber.significant(mae))") }
        return words.joined(separator: ", ")
    }
}

extension DashboardState {
    /// Whether the end-of-run panel stands in place of the controls.
    var isEndPanelShown: Bool { run.summary != nil && !isEndPanelClosed }
}
