import ArgumentParser
import Glibc
import Runs

/// `descent rm RUN…`
struct RemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Remove recorded runs with their checkpoints.")

    @Argument(help: RunName.help)
    var names: [String]

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @OptionGroup var runs: RunsOptions

    func run() throws {
        try CommandFailure.reporting {
            let store = try runs.store()
            let records = try CommandFailure.wrapping { () throws(RunsError) in
                var found: [ListedRun] = []
                for name in names { found.append(try store.find(name)) }
                return found
            }
            guard yes || confirms(records) else { return StandardError.print("descent: nothing was removed") }
            try CommandFailure.wrapping { () throws(RunsError) in
                for run in records {
                    try store.remove(run.name)
                    StandardOutput.print("removed \(run.name)\(run.damage == nil ? "" : ", the row alone")")
                }
            }
        }
    }

    /// Asks on a terminal; elsewhere nobody could answer.
    private func confirms(_ records: [ListedRun]) -> Bool {
        guard isatty(STDIN_FILENO) == 1 else {
            StandardError.print("descent: error: without a terminal to ask on, say --yes")
            return false
        }
        RunTable.lines(records).forEach(StandardError.print)
        StandardError.print("Remove \(records.count == 1 ? "this run" : "these \(records.count) runs")? [y/N]")
        return ["y", "yes"].contains(readLine()?.lowercased())
    }
}
