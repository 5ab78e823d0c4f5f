import ArgumentParser
import Runs

/// `descent runs`
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List recorded runs.",
        discussion: "A run that is 'interrupted' goes on with 'descent resume'.")

    @Option(
        name: .customLong("sort"),
        help: ArgumentHelp(
            "By \(RunQuery.Order.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "column"))
    var order: RunQuery.Order = .started

    @Flag(help: "Turn the order round.")
    var reverse = false

    @Option(
        name: .customLong("filter"),
        help: ArgumentHelp(
            "Only runs whose id, preset, state, tags or note contain every word of this.", valueName: "words"))
    var text = ""

    @Option(help: "Only runs with this tag.")
    var tag: String?

    @Option(parsing: .unconditional, help: "At most so many.")
    var limit: Int?

    @Flag(help: "Print a JSON object a line.")
    var json = false

    @OptionGroup var runs: RunsOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a whole number of at least 1, not \(limit).") }
    }

    func run() throws {
        try CommandFailure.reporting {
            let query = RunQuery(order: order, isReversed: reverse, text: text, tag: tag, limit: limit)
            let found = try CommandFailure.wrapping { () throws(RunsError) in
                runs.folder.hasDatabase ? try RunStore(existing: runs.folder).list(query) : []
            }
            if json {
                StandardOutput.print(found.map { $0.record?.jsonLine ?? $0.damage?.jsonLine ?? "" })
            } else if found.isEmpty {
                StandardError.print("descent: no such run is recorded in \(runs.folder.path)")
            } else {
                StandardOutput.print(RunTable.lines(found))
            }
        }
    }
}

extension RunQuery.Order: ExpressibleByArgument {}
