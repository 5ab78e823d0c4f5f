import ArgumentParser
import Glibc

/// How the program ends, by the conventions of `sysexits.h` and of shells.
enum ExitStatus {
    /// The loss went non-finite, in plain output.
    static let diverged = ExitCode(2)
    /// A preset or data that cannot be used.
    static let badInput = ExitCode(65)
    /// A file that is not there.
    static let missingFile = ExitCode(66)

    /// Standard output, or a file that was to be written, could not take everything.
    static let outputLost = ExitCode(74)

    /// Stopped with a checkpoint written, to be started again later (`EX_TEMPFAIL`).
    static let requeue = ExitCode(75)

    /// After a signal: 128 and its number.
    static func signal(_ number: Int32) -> ExitCode { ExitCode(128 + number) }

    /// After a signal that ended a run; `nil` where that had come to its end and was only to be requeued.
    static func signal(_ number: Int32, ending recording: RunRecording?) -> ExitCode? {
        guard number == SIGUSR1, let recording, !recording.hasFailed else { return signal(number) }
        return recording.isOver ? nil : requeue
    }
}
