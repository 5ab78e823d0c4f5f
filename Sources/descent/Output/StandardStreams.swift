import Glibc
import Synchronization

/// Standard error, for messages that must not mix with results.
enum StandardError {
    /// Writes one line.
    static func print(_ line: String) { _ = StandardOutput.write(line + "\n", to: STDERR_FILENO) }
}

/// Standard output, unbuffered: whoever reads a pipe sees each line when it is written.
enum StandardOutput {
    /// Writes one line.
    static func print(_ line: String) { write(line + "\n") }

    /// Writes lines that belong together at once.
    static func print(_ lines: [String]) {
        if !lines.isEmpty { write(lines.map { $0 + "\n" }.joined()) }
    }

    /// Writes a text as it is.
    static func write(_ text: String) {
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
