import Training
import Tunables

extension RecordedFinding {
    /// What a fork came to, once a branch was kept: so that the other one is not forgotten. `nil` while it goes on.
    init?(_ report: ForkReport) {
        guard report.phase == .keptWith || report.phase == .keptWithout else { return nil }
        let kept = report.phase == .keptWith ? "with" : "without"
        let entries = report.entries.lowerBound
        var message = "fork of intervention \(entries) at step \(report.start): kept the branch \(kept) it"
        if let with = report.with.metrics, let without = report.without.metrics {
            message += "; loss \(Self.rounded(with.loss)) with, \(Self.rounded(without.loss)) without"
            if let right = with.accuracy, let other = without.accuracy {
                message += "; accuracy \(Self.rounded(right)) with, \(Self.rounded(other)) without"
            }
        }
        self.init(step: report.goal, kind: "fork", severity: "note", message: message)
    }

    private static func rounded(_ number: Double) -> String { Value.describe((number * 1e4).rounded() / 1e4) }
}
