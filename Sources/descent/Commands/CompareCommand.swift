import ArgumentParser

/// `descent compare RUN RUN`
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare two runs on the same test rows: is one really better?",
        discussion: """
            The difference with its bootstrap interval and, between classifiers, McNemar's test. Both runs must have been \
            tested on the same rows: the same data, unchanged since, and the same data.split_seed; or a table is given.
            """)

    @Argument(help: "The first run: its id, the beginning or the end of one; or a checkpoint file.")
    var first: String

    @Argument(help: "The second run.")
    var second: String

    @Option(
        help: ArgumentHelp("A table to measure both on instead of the test split.", valueName: "file.csv"),
        completion: .file(extensions: ["csv", "gz"]))
    var data: String?

    @Option(
        help: ArgumentHelp("The table's column that is predicted, by name or number from 1.", valueName: "column"))
    var target: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var weights: WeightsOptions

    func validate() throws {
        if target != nil, data == nil { throw ValidationError("--target names a column of the table given by --data.") }
    }

    func run() throws {
        try CommandFailure.reporting {
            let runs = (try TrainedRun(first, weights), try TrainedRun(second, weights))
            let comparison =
                if let data { try ModelComparison(runs.0, runs.1, table: data, target: target) } else {
                    try ModelComparison(runs.0, runs.1)
                }
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
