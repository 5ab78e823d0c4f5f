import ArgumentParser
import Runs

/// `descent show RUN`
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a recorded run: how it went, what was done to it, what was found.")

    @Argument(help: RunName.help)
    var name = "last"

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var runs: RunsOptions

    func run() throws {
        try CommandFailure.reporting {
            let store = try runs.store()
            let run = try CommandFailure.wrapping { () throws(RunsError) in try store.open(name, points: 64) }
            if json {
                StandardOutput.print(run.jsonLine)
            } else {
                StandardOutput.print(RunText.lines(run, in: store.folder))
            }
        }
    }
}
