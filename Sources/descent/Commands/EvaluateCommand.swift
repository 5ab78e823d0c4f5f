import ArgumentParser

/// `descent evaluate RUN`
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure a run: every metric of its task on the test split, or on a table of your own.",
        discussion: """
            Beside the metrics: the time of a prediction, the size of the network, and how the result holds under noisy and \
            shifted inputs. A table needs the run's features (by name where it has a header, else by position) and the \
            column to predict; it is normalized by what was fitted on the run's training split, which its checkpoints hold. The \
            test split needs the run's data as it was.
            """)

    @Argument(help: RunName.orCheckpointHelp)
    var name: String

    @Option(
        help: ArgumentHelp("A table to measure on instead of the test split.", valueName: "file.csv"),
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
            let run = try TrainedRun(name, weights)
            let rows =
                try data.map { path throws(CommandFailure) in try run.rows(ofTable: path, target: target) }
                ?? run.testRows().rows
            let report = EvaluationReport(run, on: rows, source: data ?? "test split")
            if json {
                StandardOutput.print("\(EvaluationJSON.value(report))")
            } else {
                StandardOutput.print(EvaluationText.lines(report))
            }
            try NonFiniteOutputs.report(report.measurement.nonFinite, of: rows.count)
        }
    }
}
