import ArgumentParser

/// `descent run PRESET`
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Train a preset: in the dashboard, or in plain lines.",
        discussion: """
            On a terminal the dashboard opens; elsewhere (a pipe, CI, TERM=dumb), or with --plain or --json, the same \
            training prints lines.
            """)

    @Argument(
        help: "A preset file, or the name of a built-in preset.", completion: PresetCompletion.kind)
    var preset: String

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Change a value of the preset: --set optimizer.lr=0.01. May be repeated; an unambiguous ending of the key will do.",
            valueName: "key=value"))
    var overrides: [Override] = []

    @Option(help: "The seed of every random draw but the split's.")
    var seed: UInt?

    @Option(help: "How many epochs to train.")
    var epochs: Int?

    @Flag(help: "Print a line an epoch instead of opening the dashboard.")
    var plain = false

    @Flag(help: "Print JSON Lines: start, epoch, intervention, finding and, last, summary.")
    var json = false

    @OptionGroup var look: LookOptions

    func run() throws {
        var overrides = overrides
        if let seed { overrides.append(Override(key: "seed", text: String(seed))) }
        if let epochs { overrides.append(Override(key: "epochs", text: String(epochs))) }
        try CommandFailure.reporting {
            let prepared = try PreparedRun(preset, overrides: overrides)
            prepared.warnings.forEach { StandardError.print($0.description) }
            if !plain, !json, let session = try InteractiveSession.open(look) {
                try session.watch(prepared)
            } else {
                try PlainRun(prepared, format: json ? .json : .text).train()
            }
        }
    }
}
