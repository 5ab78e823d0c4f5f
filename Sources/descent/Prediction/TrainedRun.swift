import Datasets
import Runs
import Training

/// A run chosen on the command line, its network loaded: by its id in the database, or as a checkpoint file.
struct TrainedRun {
    /// The run's id.
    let id: String
    let network: TrainedNetwork
    /// What the run was started as.
    private let experiment: Experiment

    /// - Parameter name: an id, the beginning or the end of one, `last`, or the path of a checkpoint.
    /// - Throws: ``CommandFailure``: no such run, no checkpoint that can be read, no such weights.
    init(_ name: String, _ weights: WeightsChoice, in folder: RunsFolder) throws(CommandFailure) {
        let checkpoint = try Self.checkpoint(name, in: folder)
        id = checkpoint.run
        experiment = checkpoint.experiment
        do throws(ExperimentErrors) {
            let (preprocessing, training) = try Self.meaning(of: checkpoint)
            network = try TrainedNetwork(
                checkpoint.experiment, preprocessing: preprocessing, snapshot: checkpoint.snapshot, weights: weights,
                training: training)
        } catch {
            throw .experiment(run: checkpoint.run, error)
        }
    }

    init(_ name: String, _ options: WeightsOptions) throws(CommandFailure) {
        try self.init(name, options.weights, in: options.runs.folder)
    }

    /// What a checkpoint's weights mean. Checkpoints of versions that kept it nowhere need the data as it was; whether it
    /// still is, only the shape of the network tells.
    private static func meaning(
        of checkpoint: Checkpoint
    ) throws(ExperimentErrors) -> (Preprocessing, training: SampleTable?) {
        if let preprocessing = checkpoint.preprocessing { return (preprocessing, nil) }
        let prepared = try PreparedExperiment.prepare(checkpoint.experiment)
        guard let preprocessing = prepared.preprocessing else { throw ExperimentErrors(problems: prepared.problems) }
        if case .word(let path)? = checkpoint.experiment.settings["data.path"] {
            StandardError.print(
                "descent: warning: \(checkpoint.run): an earlier version of the program recorded this run: classes and "
                    + "scaling are taken from \(path) as it is now")
        }
        return (preprocessing, prepared.training)
    }

    private static func checkpoint(_ name: String, in folder: RunsFolder) throws(CommandFailure) -> Checkpoint {
        do throws(RunsError) {
            if name.contains("/") || name.hasSuffix(".safetensors") { return try Checkpoint.read(name) }
            let (checkpoint, skipped) = try RunStore(existing: folder).checkpointInForce(of: name)
            warn(skipped)
            return checkpoint
        } catch {
            throw .runs(error)
        }
    }

    /// Tells which checkpoints could not be used; those that were left by undoing are no news.
    static func warn(_ skipped: [RunsError]) {
        for error in skipped where error.kind != .mismatch { StandardError.print("descent: warning: \(error)") }
    }

    /// `2026-11-21-digits-7f3a: digits, 64-64-32-10 relu, best weights, epoch 17 (step 391)`
    var title: String {
        "\(id): \(network.name), \(network.architecture), \(weightsText)"
    }

    var weightsText: String { "\(network.weights.words) (step \(network.weights.step))" }

    /// What tells in JSON which run and which weights are meant.
    var json: JSON {
        .object([
            ("id", .text(id)), ("preset", .text(network.name)), ("architecture", .text(network.architecture)),
            ("weights", .text(network.weights.kind.rawValue)), ("epoch", .integer(network.weights.epoch)),
            ("step", .integer(network.weights.step)),
        ])
    }

    /// The rows of the run's test split, and their places in its data.
    ///
    /// - Throws: ``CommandFailure`` where it kept none, or its data is not there any more as it was.
    func testRows() throws(CommandFailure) -> (rows: LabeledRows, places: [Int]) {
        let remedy = "bring it back, or give a table with --data FILE.csv"
        do {
            let test = try network.preprocessing.testRows(
                of: experiment.settings, directory: experiment.directory)
            guard test.differences.isEmpty else {
                throw CommandFailure.unusable(
                    "\(id): the data of its test rows has changed: \(test.differences.joined(separator: "; ")); \(remedy)"
                )
            }
            guard !test.places.isEmpty else {
                throw CommandFailure.unusable(
                    "\(id): the run set no rows aside for a test; give a table with --data FILE.csv")
            }
            return (LabeledRows(test.part), test.places)
        } catch let error as DatasetError {
            throw .unread(run: id, error, remedy: remedy)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw .unusable("\(id): \(error)")
        }
    }

    /// The rows of a table, for measuring; a column that is not used is told.
    ///
    /// - Throws: ``CommandFailure`` with what cannot be read.
    func rows(ofTable path: String, target: String?) throws(CommandFailure) -> LabeledRows {
        do throws(DatasetError) {
            let table = try TableRows(
                path: path, columns: network.preprocessing.columns, target: target, needsTarget: true)
            table.notes.forEach { StandardError.print("descent: note: \(path): \($0)") }
            return try LabeledRows(table, as: network.preprocessing)
        } catch {
            throw .data(error)
        }
    }
}
