import ArgumentParser
import Runs

/// `descent tag RUN TAG…`
struct TagCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tag", abstract: "Tag a recorded run, to find it by.")

    @Argument(help: RunName.help)
    var name: String

    @Argument(help: "Words to add.")
    var tags: [String] = []

    @Option(name: .customLong("remove"), help: ArgumentHelp("A tag to take away.", valueName: "tag"))
    var removed: [String] = []

    @OptionGroup var runs: RunsOptions

    func run() throws {
        try CommandFailure.reporting {
            let store = try runs.store()
            let record = try CommandFailure.wrapping { () throws(RunsError) in
                let record = try store.record(name)
                try store.setTags((record.tags + tags).filter { !removed.contains($0) }, of: record.id)
                return try store.record(record.id)
            }
            StandardOutput.print(
                "\(record.id): \(record.tags.isEmpty ? "no tags" : record.tags.joined(separator: " "))")
        }
    }
}
