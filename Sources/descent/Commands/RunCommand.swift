import ArgumentParser

/// `descent run PRESET`
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Train a preset: in the dashboard, or in plain lines.",
        discussion: """
            On a terminal the dashboard opens; elsewhere (a pipe, CI, TERM=dumb), or with --plain or --json, the same \
            training prints lines.
            """)

    @OptionGroup var source: PresetOptions

    @Option(
        parsing: .unconditional, help: "How many random restarts, seed after seed; the best by validation is kept.")
    var restarts: Int?

    @Flag(help: "Print a line an epoch instead of opening the dashboard.")
    var plain = false

    @Flag(help: "Print JSON Lines: start, epoch, intervention, finding and, last, summary.")
    var json = false

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var look: LookOptions

    func run() throws {
        try CommandFailure.reporting {
            let further = restarts.map { [Override(key: "restarts", text: String($0), flag: "--restarts")] } ?? []
            let prepared = try source.prepare(further: further)
            if !plain, !json, let session = try InteractiveSession.open(look, runs: recording.runs.folder) {
                try session.watch(prepared, recordingIn: recording.archive)
            } else {
                try PlainRun(format: json ? .json : .text).train(prepared, recordingIn: recording.archive)
            }
        }
    }
}
