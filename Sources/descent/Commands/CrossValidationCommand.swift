import ArgumentParser
import Training

/// `descent cv PRESET`
struct CrossValidationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cv", abstract: "Cross-validate a preset: train once a fold, and say mean and spread.",
        discussion: """
            Every row validates once (but with --method time, where the past trains and what follows validates). \
            Normalization is fitted on each fold's training rows alone; nothing is set aside for a test.
            """)

    @OptionGroup var source: PresetOptions

    @Option(parsing: .unconditional, help: "How many folds; by default the preset's data.folds.")
    var folds: Int?

    @Option(
        help: ArgumentHelp(
            "How rows are dealt: \(CrossValidation.Method.allCases.map(\.rawValue).joined(separator: ", ")); by default what fits the data.",
            valueName: "name"))
    var method: CrossValidation.Method?

    @Flag(help: "Print JSON Lines: a fold a line and, last, mean and standard deviation.")
    var json = false

    func validate() throws {
        if let folds, folds < 1 { throw ValidationError("--folds takes a whole number of at least 2, not \(folds).") }
    }

    func run() throws {
        try CommandFailure.reporting {
            let read = try source.read()
            let validation: CrossValidation
            do throws(ExperimentErrors) {
                validation = try CrossValidation(read.preset.experiment, method: method, count: folds)
            } catch {
                // The number that does not fit was typed here, not written in the preset.
                if let folds, let problem = error.problems.first, problem.key == "data.folds" {
                    throw CommandFailure.unusable("--folds \(folds): \(problem.message)")
                }
                throw read.failure(error)
            }
            let results = try PlainCrossValidation(validation, read: read, isJSON: json).train()
            if results.contains(where: { $0.state == .diverged }) { throw ExitStatus.diverged }
        }
    }
}

extension CrossValidation.Method: ExpressibleByArgument {}
