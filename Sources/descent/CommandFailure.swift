import ArgumentParser
import Datasets
import Presets
import Runs
import Training

/// Why a command cannot do what it is asked: a message for people and an exit code.
enum CommandFailure: Error {
    /// The preset cannot be loaded at all.
    case file(PresetFileError)
    /// The preset, or what is loaded for it, is wrong: finished diagnostics.
    case badInput([PresetDiagnostic])
    /// The preset names data that is not there: finished diagnostics.
    case missingData([PresetDiagnostic])
    /// A recorded run, the database of them, or a checkpoint.
    case runs(RunsError)
    /// A table given beside a run.
    case data(DatasetError)
    /// The data of a recorded run, with what would do instead.
    case unread(run: String, DatasetError, remedy: String)
    /// A recorded run's experiment that can no longer be built.
    case experiment(run: String, ExperimentErrors)
    /// Anything else that cannot be used, in words.
    case unusable(String)

    var exitCode: ExitCode {
        switch self {
        case .file(.unwritableCache): ExitStatus.outputLost
        case .file(let error): error.isMissing ? ExitStatus.missingFile : ExitStatus.badInput
        case .runs(let error):
            switch error.kind {
            case .missing: ExitStatus.missingFile
            case .unwritable, .full: ExitStatus.outputLost
            default: ExitStatus.badInput
            }
        case .data(let error), .unread(_, let error, _):
            error.isMissingFile ? ExitStatus.missingFile : ExitStatus.badInput
        case .experiment(_, let errors): errors.isMissingFile ? ExitStatus.missingFile : ExitStatus.badInput
        case .missingData: ExitStatus.missingFile
        case .badInput, .unusable: ExitStatus.badInput
        }
    }

    var message: String {
        switch self {
        case .file(.notText(let path, let line)): PresetFileError.notText(path, line: line).description
        case .file(let error): "descent: error: \(error)"
        case .runs(let error): "descent: error: \(error)"
        case .data(let error): error.descriptions.map { "descent: error: \($0)" }.joined(separator: "\n")
        case .unread(let run, let error, let remedy):
            error.descriptions.map { "descent: error: \(run): its data: \($0); \(remedy)" }.joined(separator: "\n")
        case .experiment(let run, let errors):
            errors.problems.filter { $0.severity == .error }
                .map { "descent: error: \(run): \($0.key.map { "\($0): " } ?? "")\($0.message)" }
                .joined(separator: "\n")
        case .unusable(let reason): "descent: error: \(reason)"
        case .badInput(let diagnostics), .missingData(let diagnostics):
            diagnostics.map(\.description).joined(separator: "\n")
        }
    }

    /// Does something with recorded runs; what goes wrong is this command's failure.
    static func wrapping<Result>(_ body: () throws(RunsError) -> Result) throws(CommandFailure) -> Result {
        do throws(RunsError) { return try body() } catch { throw .runs(error) }
    }

    /// Does something; a failure is told on standard error and becomes the exit code.
    static func reporting(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let failure as CommandFailure {
            StandardError.printText(failure.message)
            throw failure.exitCode
        }
    }
}
