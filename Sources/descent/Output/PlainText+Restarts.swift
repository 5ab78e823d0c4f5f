import Training

extension PlainText {
    /// How each restart ended, and which is kept.
    static func restarts(_ series: RestartSeries) -> [String] {
        guard !series.summaries.isEmpty else { return [] }
        let best = series.best
        var lines = ["restarts, \(series.summaries.count) of \(series.count):"]
        for (index, summary) in series.summaries.enumerated() {
            let isBest = best?.number == index + 1
            lines.append(
                "  seed \(summary.seed): \(self.best(summary) ?? "no validation loss"), \(summary.state.rawValue)"
                    + (isBest ? "  *" : ""))
        }
        guard let best else { return lines }
        let summary = series.summaries[best.number - 1]
        var line = "kept: seed \(best.seed), validation loss \(NumberText.significant(best.validationLoss))"
        if let test = summary.test { line += ", test " + spelledOut(test) + weights(summary.testedWeights) }
        lines.append(line)
        lines.append("weights sha256 \(summary.weightsSHA256)")
        return lines
    }
}
