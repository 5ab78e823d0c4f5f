import ArgumentParser
import Runs
import Training

/// `descent export RUN`
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a recorded run in formats that other programs and people read.",
        discussion: "Several can be asked for at once; '-' writes a text to standard output.")

    @Argument(help: RunName.help)
    var name = "last"

    @Option(help: ArgumentHelp("Telemetry as a table.", valueName: "file.csv"), completion: .file())
    var csv: String?

    @Option(help: ArgumentHelp("The epochs as a table.", valueName: "file.csv"), completion: .file())
    var epochs: String?

    @Option(
        help: ArgumentHelp("Everything but the weights, a JSON object a line.", valueName: "file.jsonl"),
        completion: .file())
    var jsonl: String?

    @Option(
        help: ArgumentHelp("A TensorBoard event file, into this folder.", valueName: "folder"), completion: .directory)
    var tensorboard: String?

    @Option(
        help: ArgumentHelp("The weights, in safetensors, with what they mean.", valueName: "file.safetensors"),
        completion: .file())
    var weights: String?

    @Option(help: "Which weights --weights writes, as 'evaluate' and 'predict' take them.")
    var which = WeightsChoice.chosen

    @Option(
        help: ArgumentHelp("A report with charts: one page that needs nothing else.", valueName: "file.html"),
        completion: .file())
    var report: String?

    @Option(
        help: ArgumentHelp("A preset that trains the tuned run again.", valueName: "file.yaml"), completion: .file())
    var preset: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Rows of telemetry, about; all that are kept without it.", valueName: "count"))
    var points: Int?

    @OptionGroup var tables: CSVOptions
    @OptionGroup var runs: RunsOptions

    private var files: [(name: String, path: String?)] {
        [
            ("--csv", csv), ("--epochs", epochs), ("--jsonl", jsonl), ("--weights", weights), ("--report", report),
            ("--preset", preset),
        ]
    }

    func validate() throws {
        if let (first, second) = OutputTarget.clash(among: files) {
            throw ValidationError("\(first) and \(second) name one file: the second would replace the first.")
        }
        if tables.isSafe, csv == nil, epochs == nil {
            throw ValidationError("--safe-csv is about tables: it goes with --csv or --epochs.")
        }
        if let points, points < 1 {
            throw ValidationError("--points takes a whole number of at least 1, not \(points).")
        }
        guard [csv, epochs, jsonl, tensorboard, weights, report, preset].contains(where: { $0 != nil }) else {
            throw ValidationError(
                "Say what to write: --csv, --epochs, --jsonl, --tensorboard, --weights, --report or --preset.")
        }
    }

    func run() throws {
        try CommandFailure.reporting {
            let store = try runs.store()
            try CommandFailure.wrapping { () throws(RunsError) in try write(from: store) }
        }
    }

    private func write(from store: RunStore) throws(RunsError) {
        let run = try store.open(name, points: points ?? .max)
        let checkpoints = store.checkpoints(of: run.record)
        let export = RunExport(run)
        try refuseDatabase(store.folder)
        try write(csv) { export.stepsCSV(tables.text) }
        try write(epochs) { export.epochsCSV() }
        try write(jsonl) { export.jsonLines() }
        try write(preset) { export.recipe() }
        if let report {
            let page = RunExport(points == nil ? try store.open(run.record.id) : run).htmlReport()
            try write(report) { page }
        }
        if let weights {
            guard weights != "-" else {
                throw RunsError(
                    .denied, place: "--weights", reason: "weights are not text", remedy: "name a file instead of '-'")
            }
            let (checkpoint, skipped) = try store.checkpointInForce(of: run.record.id)
            TrainedRun.warn(skipped)
            try RunExport.write(RunExport.weights(of: checkpoint, which), to: weights)
            tell(weights)
        }
        if let tensorboard {
            let histograms = RunExport(run, checkpoints: checkpoints.readable())
            let path = tensorboard + "/" + export.tensorBoardFileName
            try RunExport.makeFolder(tensorboard)
            try RunExport.write(histograms.tensorBoard(), to: path)
            tell(path)
        }
    }

    private func write(_ path: String?, _ text: () -> String) throws(RunsError) {
        guard let path else { return }
        guard path != "-" else { return StandardOutput.write(file: text()) }
        try RunExport.write(text(), to: path)
        tell(path)
    }

    /// The database is what is read here; written over, all runs would be lost.
    private func refuseDatabase(_ folder: RunsFolder) throws(RunsError) {
        for file in files {
            guard let path = file.path, let target = OutputTarget(path), target == OutputTarget(folder.databasePath)
            else { continue }
            throw RunsError(
                .unwritable, place: "\(file.name) \(path)", reason: "it is the run database",
                remedy: "name another file")
        }
    }

    private func tell(_ path: String) { StandardError.print("wrote \(path)") }
}
