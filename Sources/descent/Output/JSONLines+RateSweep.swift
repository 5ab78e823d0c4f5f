import Training

extension JSONLines {
    /// A range test: a line a step, and last what it came to.
    static func rateSweep(_ sweep: RateSweep, of run: RunDescription) -> [JSON] {
        let points = sweep.points.enumerated().map { index, point in
            JSON.object([
                ("event", .text("point")), ("step", .integer(index + 1)), ("lr", .number(point.rate)),
                ("loss", .number(point.loss)), ("smoothed", .number(point.smoothed)),
            ])
        }
        let ending: JSON =
            switch sweep.ending {
            case .rising: .text("rising")
            case .nonFinite: .text("non_finite")
            case nil: .null
            }
        let proposals = sweep.proposals.map { proposal in
            JSON.object([("kind", .text(proposal.kind.rawValue)), ("lr", .number(proposal.rate))])
        }
        return points + [
            .object([
                ("event", .text("lr_find")), ("preset", .text(run.name)), ("seed", .integer(Int(clamping: run.seed))),
                ("from", .number(sweep.range.lowest)), ("to", .number(sweep.range.highest)),
                ("steps", .integer(sweep.points.count)), ("ended_early", ending),
                ("outcome", sweep.outcome.map { .text($0.rawValue) } ?? .null), ("proposals", .array(proposals)),
            ])
        ]
    }
}
