import ArgumentParser

/// `descent compare RUN RUN`
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare two runs on the same test rows: is one really better?",
        discussion: """
            The difference with its bootstrap interval and, between classifiers, McNemar's test. Both runs must have been \
            tested on the same rows: the same data and the same data.split_seed.
            """)

    @Argument(help: "The first run: its id, the beginning or the end of one; or a checkpoint file.")
    var first: String

    @Argument(help: "The second run.")
    var second: String

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var weights: WeightsOptions

    func run() throws {
        try CommandFailure.reporting {
            let comparison = try ModelComparison(TrainedRun(first, weights), TrainedRun(second, weights))
            if json {
                StandardOutput.print("\(ComparisonText.json(comparison))")
            } else {
                StandardOutput.print(ComparisonText.lines(comparison))
            }
            let (first, second) = comparison.measurements
            try NonFiniteOutputs.report(
                Set(first.nonFinite).union(second.nonFinite).sorted(), of: first.rows)
        }
    }
}
