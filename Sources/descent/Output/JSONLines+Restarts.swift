import Training

extension JSONLines {
    /// A restart begins.
    static func restart(_ restart: Restart, seed: UInt64) -> JSON {
        .object([
            ("event", .text("restart")), ("restart", .integer(restart.number)), ("of", .integer(restart.count)),
            ("seed", .integer(Int(clamping: seed))),
        ])
    }

    /// The last line: the summary of the best, and how all of them ended. Without a best, the last one's.
    static func restarts(_ series: RestartSeries) -> JSON? {
        let best = series.best.map { series.summaries[$0.number - 1] } ?? series.summaries.last
        guard let best else { return nil }
        let all = series.summaries.enumerated().map { index, summary in
            JSON.object([
                ("restart", .integer(index + 1)), ("seed", .integer(Int(clamping: summary.seed))),
                ("state", .text(summary.state.rawValue)), ("best_validation_loss", JSON(summary.bestValidationLoss)),
            ])
        }
        return .object([("event", .text("summary"))] + members(of: best) + [("restarts", .array(all))])
    }
}
