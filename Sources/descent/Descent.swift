import ArgumentParser
import Glibc
import NcursesTerminal

/// The command: `descent`, and what can follow it.
@main
struct Descent: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "descent",
        abstract: "Train a neural network, watch it live, and steer it while it trains.",
        discussion: """
            Without a subcommand, descent shows its presets to choose from. In the dashboard, '?' explains every key.

            A preset is a YAML file, or the name of a built-in one ('descent list presets'). Any of its values can be \
            changed on the command line: 'descent run digits --set optimizer.lr=0.01'.

            Completions for your shell: 'descent --generate-completion-script bash' (or zsh, fish).

            Exit codes: 0 done, early stopping included; 1 other weights in 'descent replay --verify'; 2 diverged (plain \
            output), or results built on outputs that are not finite; 64 wrong usage; 65 a preset or data that cannot be \
            used; 66 a missing file; 74 output that could not be written; 75 stopped by SIGUSR1 with a checkpoint written, \
            to be resumed; 129, 130, 143 after a hang-up, interrupt or termination; 141 where what reads the output closes \
            it first, as in 'descent runs | head -1'.
            """,
        version: "descent 0.1.0",
        subcommands: [
            RunCommand.self, RateSearchCommand.self, CrossValidationCommand.self, CheckCommand.self, ListCommand.self,
            DataCommand.self, RunsCommand.self, ShowCommand.self, ResumeCommand.self, ReplayCommand.self,
            ExportCommand.self, TagCommand.self, NoteCommand.self, RemoveCommand.self, EvaluateCommand.self,
            PredictCommand.self, CompareCommand.self,
        ])

    static func main() {
        ProcessStart.prepare()
        TerminalWidth.distrustEnvironment()
        do {
            var command = try parseAsRoot()
            try command.run()
            try StandardOutput.requireWritten()
        } catch {
            leave(error)
        }
    }

    /// Ends the program with an error's message (or the help that was asked for) and code.
    private static func leave(_ error: any Error) -> Never {
        let code = exitCode(for: error)
        let isAnswer = code == .success
        let text = fullMessage(
            for: error, columns: TerminalWidth.forProse(on: isAnswer ? STDOUT_FILENO : STDERR_FILENO))
        if !text.isEmpty { isAnswer ? StandardOutput.printText(text) : StandardError.printText(text) }
        Glibc.exit(code.rawValue)
    }

    @OptionGroup var look: LookOptions
    @OptionGroup var recording: RecordingOptions

    func run() throws {
        guard let session = try InteractiveSession.open(look, runs: recording.runs.folder) else {
            StandardOutput.printText(Descent.helpMessage(columns: TerminalWidth.forProse(on: STDOUT_FILENO)))
            return
        }
        try CommandFailure.reporting { try session.choose(recordingIn: recording.archive) }
    }
}
