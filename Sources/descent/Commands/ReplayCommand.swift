import ArgumentParser
import Runs
import Training

/// `descent replay RUN`
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Train a recorded run again from its start: preset, seed and journal.",
        discussion: """
            Every intervention in force takes effect at its step. With --verify nothing is shown but whether the weights \
            are, at each checkpoint and at the end, the same to the bit; the exit code is 0 only if all of them are.
            """)

    @Argument(help: RunName.help)
    var name = "last"

    @Flag(help: "Compare the weights with those recorded.")
    var verify = false

    @Flag(help: "Print a line an epoch instead of opening the dashboard.")
    var plain = false

    @OptionGroup var runs: RunsOptions
    @OptionGroup var look: LookOptions

    func run() throws {
        try CommandFailure.reporting {
            let store = try runs.store()
            let replay = try Replay(store, name)
            if verify {
                guard try replay.verify() else { throw ExitCode.failure }
            } else if !plain, let session = try InteractiveSession.open(look, runs: runs.folder) {
                try session.watch(replay)
            } else {
                try PlainRun(format: .text).repeatRun(replay)
            }
        }
    }
}
