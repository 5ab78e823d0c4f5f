import ArgumentParser
import Runs

/// `descent resume [RUN]`
struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with a run that was left or interrupted.",
        discussion: """
            It goes on from its last checkpoint, and every intervention made since takes effect again at its step: the \
            result is the same, bit for bit, as if it had never been interrupted.
            """)

    @Argument(help: "A run: its id, the beginning or the end of one, or 'last'; the newest interrupted one without it.")
    var name: String?

    @Flag(help: "Print a line an epoch instead of opening the dashboard.")
    var plain = false

    @Flag(help: "Print JSON Lines, as 'run' does.")
    var json = false

    @OptionGroup var runs: RunsOptions
    @OptionGroup var look: LookOptions

    func run() throws {
        try CommandFailure.reporting {
            let store = try runs.store()
            let over = try name.flatMap { try Self.over($0, in: store) }
            if plain || json, let over { return StandardError.print(over) }
            let resumed = try ResumedRun(store, name)
            if !plain, !json, let session = try InteractiveSession.open(look, runs: runs.folder) {
                try session.watch(resumed)
            } else if let over {
                resumed.recording.finish()
                StandardError.print(over)
            } else {
                try PlainRun(format: json ? .json : .text).goOn(resumed)
            }
        }
    }

    /// That a run is over, in words; `nil` where it can go on.
    private static func over(_ name: String, in store: RunStore) throws(CommandFailure) -> String? {
        let record = try CommandFailure.wrapping { () throws(RunsError) in try store.record(name) }
        guard record.state.isOver, !record.isOpen else { return nil }
        let option = store.folder.option
        return
            "\(record.id) is over: it ended after \(NumberText.grouped(record.steps)) steps, epoch \(record.epochs) of "
            + "\(record.plannedEpochs); nothing is trained and nothing changed. How it went: descent show \(record.id)\(option)"
    }
}
