import Glibc
import Synchronization
import Terminal

/// Standard error, for messages that must not mix with results.
///
/// This and ``StandardOutput`` alone write to the standard streams, and no text reaches a terminal through them that it
/// would act upon: names, cells, notes, paths and the messages of libraries are shown, never obeyed.
enum StandardError {
    /// Writes one line.
    static func print(_ line: String) { write(line.harmless + "\n") }

    /// Writes a text of several lines, such as a diagnostic with its place.
    static func printText(_ text: String) { write(text.harmlessLines + "\n") }

    /// Whether it goes to a terminal on which a line can be written over.
    static var canRewrite: Bool {
        isatty(STDERR_FILENO) == 1 && !["", "dumb"].contains(Environment.current.terminalType)
    }

    /// Writes over the line that was written so before, cut to the terminal's width as it is now; an empty one takes it
    /// away.
    static func rewrite(_ line: String) {
        // The last column stays free: some terminals begin a new line as soon as it is written.
        let columns = TerminalWidth.columns(of: STDERR_FILENO) - 1
        write("\r" + line.harmless.fitted(to: columns) + "\u{1B}[K")
    }

    private static func write(_ text: String) { _ = StandardOutput.write(text, to: STDERR_FILENO) }
}

/// Standard output, unbuffered: whoever reads a pipe sees each line when it is written.
enum StandardOutput {
    /// Writes one line.
    static func print(_ line: String) { write(line.harmless + "\n") }

    /// Writes lines that belong together at once.
    static func print(_ lines: [String]) {
        if !lines.isEmpty { write(lines.map { $0.harmless + "\n" }.joined()) }
    }

    /// Writes a text of several lines, such as a help screen.
    static func printText(_ text: String) { write(text.harmlessLines + "\n") }

    /// Writes a file's contents: into a file or a pipe as they are, on a terminal shown like any text.
    static func write(file contents: String) {
        write(isatty(STDOUT_FILENO) == 1 ? contents.harmlessLines : contents)
    }

    private static func write(_ text: String) {
        let code = write(text, to: STDOUT_FILENO)
        guard code != 0, failure.exchange(code, ordering: .relaxed) == 0 else { return }
        StandardError.print("descent: error: standard output: \(String(cString: strerror(code)))")
    }

    /// What kept a text from being written; training goes on nevertheless.
    private static let failure = Atomic<Int32>(0)

    /// - Throws: the exit code where anything was lost.
    static func requireWritten() throws {
        if failure.load(ordering: .relaxed) != 0 { throw ExitStatus.outputLost }
    }

    /// The error's code where it fails.
    fileprivate static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return errno }
            bytes = bytes.dropFirst(count)
        }
        return 0
    }
}
