import ArgumentParser
import Runs

/// `descent note RUN TEXT`
struct NoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Write a note to a recorded run; without a text, show it.")

    @Argument(help: RunName.help)
    var name: String

    @Argument(help: "The note; it takes the place of an earlier one.")
    var text: String?

    @OptionGroup var runs: RunsOptions

    func run() throws {
        try CommandFailure.reporting {
            let store = try runs.store()
            let record = try CommandFailure.wrapping { () throws(RunsError) in
                if let text { try store.setNote(text, of: name) }
                return try store.record(name)
            }
            StandardOutput.print("\(record.id): \(record.note.isEmpty ? "no note" : record.note)")
        }
    }
}
