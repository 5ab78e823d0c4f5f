import Runs
import Training

/// A run chosen on the command line, its network loaded: by its id in the database, or as a checkpoint file.
struct TrainedRun {
    /// The run's id.
    let id: String
    let network: TrainedNetwork

    /// - Parameter name: an id, the beginning or the end of one, `last`, or the path of a checkpoint.
    /// - Throws: ``CommandFailure``: no such run, no checkpoint that can be read, data that is no longer there.
    init(_ name: String, _ weights: WeightsOptions.Choice, in folder: RunsFolder) throws(CommandFailure) {
        let checkpoint = try Self.checkpoint(name, in: folder)
        id = checkpoint.run
        do throws(ExperimentErrors) {
            network = try TrainedNetwork(
                checkpoint.experiment, snapshot: checkpoint.snapshot, wantsBest: weights == .best)
        } catch {
            throw .experiment(run: checkpoint.run, error)
        }
    }

    init(_ name: String, _ options: WeightsOptions) throws(CommandFailure) {
        try self.init(name, options.weights, in: options.runs.folder)
    }

    private static func checkpoint(_ name: String, in folder: RunsFolder) throws(CommandFailure) -> Checkpoint {
        do throws(RunsError) {
            if name.contains("/") || name.hasSuffix(".safetensors") { return try Checkpoint.read(name) }
            let store = try RunStore(existing: folder)
            let run = try store.record(name)
            // One that lies on the branch where the run is; undone ones may be newer. Of a run that is open only its newest is sure.
            if !run.isOpen {
                let plan = try store.resumePlan(run.id)
                warn(plan.skipped)
                if let start = plan.start { return start }
            }
            let newest = try store.folder.checkpoints(of: run.name).newest()
            warn(newest.skipped)
            return newest.checkpoint
        } catch {
            throw .runs(error)
        }
    }

    private static func warn(_ skipped: [RunsError]) {
        for error in skipped where error.kind != .mismatch { StandardError.print("descent: warning: \(error)") }
    }

    /// `2026-11-21-digits-7f3a: digits, 64-64-32-10 relu, best weights, epoch 17 (step 391)`
    var title: String {
        let run = network.prepared.description
        return "\(id): \(run.name), \(run.architecture), \(weightsText)"
    }

    var weightsText: String { "\(network.weights.words) (step \(network.weights.step))" }

    /// What tells in JSON which run and which weights are meant.
    var json: JSON {
        let run = network.prepared.description
        return .object([
            ("id", .text(id)), ("preset", .text(run.name)), ("architecture", .text(run.architecture)),
            ("weights", .text(network.weights.kind.rawValue)), ("epoch", .integer(network.weights.epoch)),
            ("step", .integer(network.weights.step)),
        ])
    }

    /// The rows of the run's test split.
    ///
    /// - Throws: ``CommandFailure`` where it kept none.
    func testRows() throws(CommandFailure) -> LabeledRows {
        let rows = LabeledRows(network.data.test)
        guard rows.count > 0 else {
            throw .unusable("\(id): the run set no rows aside for a test; give a table with --data FILE.csv")
        }
        return rows
    }
}
