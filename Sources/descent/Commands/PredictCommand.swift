import ArgumentParser
import Datasets
import Glibc
import Runs
import Training

/// `descent predict RUN --data FILE.csv`
struct PredictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Predict every row of a table: the class with the probability of each, or the number.",
        discussion: """
            The table needs the run's features: by name where it has a header, in any order, else by position. A column \
            with what is to be predicted may be there; it is not looked at. Images and sequences are one feature a \
            column, as in 'descent data'. The features are normalized by what was fitted on the run's training split: its checkpoints \
            hold that, and the training data is not needed.
            """)

    @Argument(help: RunName.orCheckpointHelp)
    var name: String

    @Option(
        help: ArgumentHelp("The table with the rows to predict.", valueName: "file.csv"),
        completion: .file(extensions: ["csv", "gz"]))
    var data: String

    @Option(
        help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file.csv"), completion: .file())
    var out: String?

    @OptionGroup var csv: CSVOptions
    @OptionGroup var weights: WeightsOptions

    func run() throws {
        try CommandFailure.reporting {
            if let out, Self.isSameFile(out, data) {
                throw CommandFailure.unusable(
                    "--out \(out): it is the table that is read, and would be lost; name another file")
            }
            let run = try TrainedRun(name, weights)
            let network = run.network
            let features: [Float]
            do throws(DatasetError) {
                let rows = try TableRows(path: data, columns: network.preprocessing.columns)
                rows.notes.forEach { StandardError.print("descent: note: \(data): \($0)") }
                features = try network.preprocessing.normalizing(rows)
            } catch {
                throw CommandFailure.data(error)
            }
            let table = PredictionTable(
                network, outputs: network.outputs(of: features), choices: network.choices(of: features),
                csv: csv.text)
            if let out {
                try CommandFailure.wrapping { () throws(RunsError) in try RunExport.write(table.text, to: out) }
                StandardError.print("\(run.title): \(NumberText.grouped(table.count)) rows predicted into \(out)")
            } else {
                StandardError.print(run.title)
                StandardOutput.write(file: table.text)
            }
            try NonFiniteOutputs.report(table.nonFinite, of: table.count)
        }
    }

    private static func isSameFile(_ one: String, _ other: String) -> Bool {
        var (a, b) = (stat(), stat())
        guard stat(one, &a) == 0, stat(other, &b) == 0, a.st_mode & S_IFMT == S_IFREG else { return false }
        return a.st_dev == b.st_dev && a.st_ino == b.st_ino
    }
}
