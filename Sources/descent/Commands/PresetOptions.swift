import ArgumentParser

/// A preset and what is changed of it: what every command that trains takes.
struct PresetOptions: ParsableArguments {
    @Argument(help: "A preset file, or the name of a built-in preset.", completion: PresetCompletion.kind)
    var preset: String

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Change a value of the preset: --set optimizer.lr=0.01. May be repeated; an unambiguous ending of the key will do.",
            valueName: "key=value"))
    var overrides: [Override] = []

    // Numbers are taken as they come, also negative ones, so that what is refused is the number and not its sign.
    @Option(parsing: .unconditional, help: "The seed of every random draw but the split's.")
    var seed: Int?

    @Option(parsing: .unconditional, help: "How many epochs to train.")
    var epochs: Int?

    /// Decodes the preset; what is worth knowing is told on standard error.
    ///
    /// - Throws: ``CommandFailure`` with every mistake.
    func read(further: [Override] = []) throws(CommandFailure) -> ReadPreset {
        var overrides = overrides
        if let seed { overrides.append(Override(key: "seed", text: String(seed), flag: "--seed")) }
        if let epochs { overrides.append(Override(key: "epochs", text: String(epochs), flag: "--epochs")) }
        let read = try ReadPreset(preset, overrides: overrides + further)
        read.preset.warnings.forEach { StandardError.printText($0.description) }
        return read
    }

    /// Decodes the preset and loads its data.
    ///
    /// - Throws: ``CommandFailure`` with every mistake.
    func prepare(further: [Override] = []) throws(CommandFailure) -> PreparedRun {
        try PreparedRun(read(further: further))
    }
}
