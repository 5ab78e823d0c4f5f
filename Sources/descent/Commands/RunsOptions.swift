import ArgumentParser
import Runs

/// Where recorded runs lie.
struct RunsOptions: ParsableArguments {
    @Option(
        name: .customLong("runs"),
        help: ArgumentHelp(
            "The folder of recorded runs; by default $DESCENT_RUNS, else $XDG_DATA_HOME/descent, else ~/.local/share/descent.",
            valueName: "folder"),
        completion: .directory)
    var path: String?

    var folder: RunsFolder { path.map(RunsFolder.init) ?? .standard() }

    /// Opens the database.
    ///
    /// - Throws: ``CommandFailure`` with what is wrong with it.
    func store() throws(CommandFailure) -> RunStore {
        do throws(RunsError) { return try RunStore(existing: folder) } catch { throw .runs(error) }
    }
}

/// Whether and where a run is recorded.
struct RecordingOptions: ParsableArguments {
    @OptionGroup var runs: RunsOptions

    @Flag(name: .customLong("no-record"), help: "Do not record the run.")
    var isOff = false

    /// Where runs are recorded; it is no failure if they cannot be.
    var archive: RunArchive { isOff ? .none : RunArchive.open(runs.folder) }
}

/// A recorded run, as commands take it.
enum RunName {
    static let help: ArgumentHelp = "A run: its id, the beginning or the end of one, or 'last'."
    static let orCheckpointHelp = ArgumentHelp(
        "A run: its id, the beginning or the end of one, or 'last'; or a checkpoint file.", valueName: "run")
}
