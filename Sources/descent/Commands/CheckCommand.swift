import ArgumentParser

/// `descent check PRESET…`
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check presets and their data without training: every mistake at once.")

    @Argument(
        help: "Preset files, or names of built-in presets.", completion: PresetCompletion.kind)
    var presets: [String]

    @Option(
        name: .customLong("set"), help: ArgumentHelp("Change a value first.", valueName: "key=value"))
    var overrides: [Override] = []

    func run() throws {
        var worst: ExitCode?
        for preset in presets {
            do {
                let prepared = try PreparedRun(preset, overrides: overrides)
                (prepared.warnings + prepared.remarks).forEach { StandardError.printText($0.description) }
                let run = prepared.experiment.description
                StandardOutput.print(
                    "\(preset): ok, \(run.architecture), \(NumberText.grouped(run.parameterCount)) parameters, "
                        + "\(NumberText.grouped(run.trainingSamples)) training samples")
            } catch {
                StandardError.printText(error.message)
                // Bad input outranks a missing file when there is both.
                worst = worst == ExitStatus.badInput ? worst : error.exitCode
            }
        }
        if let worst { throw worst }
    }
}
