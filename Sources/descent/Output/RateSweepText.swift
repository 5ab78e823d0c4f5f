import Terminal
import Training

/// A range test in lines of text: its curve as a table with bars, how it ended, what it proposes.
enum RateSweepText {
    private static let barWidth = 40
    private static let shownPoints = 25

    static func lines(_ sweep: RateSweep, of run: RunDescription) -> [String] {
        var lines = ["\(run.name): learning-rate range test, \(counted(sweep.points.count)) of \(sweep.range.steps)"]
        guard let first = sweep.points.first else {
            return lines + [ending(sweep)] + (sweep.remark.map { [$0] } ?? [])
        }
        let least = sweep.points.map(\.smoothed).min() ?? 0
        let most = max(first.smoothed, 2 * least)
        lines.append("      lr        loss    smoothed")
        let stride = max(1, (sweep.points.count + shownPoints - 1) / shownPoints)
        for (index, point) in sweep.points.enumerated() where index % stride == 0 || index == sweep.points.count - 1 {
            let share = most > 0 ? min(1, point.smoothed / most) : 0
            let bar = String(repeating: "#", count: Int((share * Double(barWidth)).rounded()))
            let sign = point.smoothed > most ? "+" : ""
            lines.append(
                left(NumberText.significant(point.rate, 2), 9) + left(NumberText.significant(point.loss, 4), 11)
                    + left(NumberText.significant(point.smoothed, 4), 12) + "  " + bar + sign)
        }
        lines.append(ending(sweep))
        if let remark = sweep.remark { lines.append(remark) }
        for proposal in sweep.proposals {
            lines.append("proposal: lr \(NumberText.significant(proposal.rate, 2))  \(proposal.reason)")
        }
        if let best = sweep.proposals.first {
            lines.append("take it with --set optimizer.lr=\(NumberText.significant(best.rate, 2))")
        }
        return lines
    }

    private static func ending(_ sweep: RateSweep) -> String {
        switch sweep.ending {
        case .rising: "ended early: the smoothed loss passed four times its least"
        case .nonFinite(let rate):
            "ended early: at lr \(NumberText.significant(rate, 2)) the numbers were no longer finite"
        case nil: "went through the whole range"
        }
    }

    private static func counted(_ count: Int) -> String { count == 1 ? "1 step" : "\(count) steps" }

    private static func left(_ text: String, _ width: Int) -> String {
        " " + text.leftPadded(to: width - 1)
    }
}
