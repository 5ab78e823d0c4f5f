import Glibc

/// Why a terminal cannot be drawn on.
public enum TerminalError: Error, Sendable, Hashable {
    /// Neither `/dev/tty` nor standard output is a terminal.
    case noTerminal
    /// The terminal's type cannot place text (`dumb`), or terminfo does not know it.
    case unusableType(String)
    /// The operating system refused; `code` is errno.
    case system(String, code: Int32)
}

extension TerminalError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noTerminal: "there is no terminal"
        case .unusableType(""): "TERM is not set"
        case .unusableType(let type): "the terminal type '\(type)' cannot be drawn on"
        case .system(let what, let code): "\(what): \(String(cString: strerror(code)))"
        }
    }
}
