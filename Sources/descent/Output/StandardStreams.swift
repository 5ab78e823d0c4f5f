import Glibc

/// Standard error, for messages that must not mix with results.
enum StandardError {
    /// Writes one line.
    static func print(_ line: String) { StandardOutput.write(line + "\n", to: STDERR_FILENO) }
}

/// Standard output, unbuffered: whoever reads a pipe sees each line when it is written.
enum StandardOutput {
    /// Writes one line.
    static func print(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

    /// Writes lines that belong together at once.
    static func print(_ lines: [String]) {
        if !lines.isEmpty { write(lines.map { $0 + "\n" }.joined()) }
    }

    /// Writes a text as it is.
    static func write(_ text: String) { write(text, to: STDOUT_FILENO) }

    fileprivate static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
