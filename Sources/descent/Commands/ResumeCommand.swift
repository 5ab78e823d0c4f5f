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
            let resumed = try ResumedRun(store, name)
            if !plain, !json, let session = try InteractiveSession.open(look, runs: runs.folder) {
                try session.watch(resumed)
            } else {
                try PlainRun(format: json ? .json : .text).goOn(resumed)
            }
        }
    }
}
