import CNcurses
import Glibc

/// The terminal that belongs to this process: an open descriptor and the modes it was found with.
public final class TerminalDevice {
    public let descriptor: Int32
    /// The terminal type that is drawn for: `TERM`, or a relative that terminfo knows.
    public let type: String
    let originalModes: termios

    /// Finds the terminal: `/dev/tty`, so that it works with redirected input, or else standard output.
    ///
    /// - Throws: ``TerminalError`` when nothing can be drawn: then there is plain output.
    public init(type: String) throws(TerminalError) {
        guard isatty(STDOUT_FILENO) == 1 else { throw .noTerminal }
        var descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC)
        if descriptor < 0 { descriptor = dup(STDOUT_FILENO) }
        guard descriptor >= 0 else { throw .noTerminal }
        var modes = termios()
        guard tcgetattr(descriptor, &modes) == 0 else {
            close(descriptor)
            throw .noTerminal
        }
        guard let known = TerminalFamily.candidates(for: type).first(where: { cn_can_draw($0, descriptor) == 1 }) else {
            close(descriptor)
            throw .unusableType(type)
        }
        self.descriptor = descriptor
        self.type = known
        originalModes = modes
    }

    deinit { close(descriptor) }

    /// Writes bytes past ncurses: what it has no words for.
    func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Puts the modes back as they were found.
    func restoreModes() {
        var modes = originalModes
        tcsetattr(descriptor, TCSADRAIN, &modes)
    }

    /// Leaves `^\` as the one key that is still a signal: the way out of a program that no longer answers.
    func keepEmergencyExit() {
        var modes = termios()
        guard tcgetattr(descriptor, &modes) == 0 else { return }
        modes.c_lflag |= tcflag_t(ISIG)
        withUnsafeMutableBytes(of: &modes.c_cc) { keys in
            keys[Int(VINTR)] = 0
            keys[Int(VSUSP)] = 0
        }
        tcsetattr(descriptor, TCSADRAIN, &modes)
    }

    /// The window's size as the system has it; `nil` where it has none (a serial line).
    var windowSize: (columns: Int, rows: Int)? {
        var window = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
            return nil
        }
        return (min(Int(window.ws_col), Self.most.columns), min(Int(window.ws_row), Self.most.rows))
    }

    /// The size that `COLUMNS` and `LINES` tell, where both are sizes.
    static var environmentSize: (columns: Int, rows: Int)? {
        func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }
        guard let columns = number("COLUMNS"), let rows = number("LINES"), columns > 0, rows > 0 else { return nil }
        return (min(columns, most.columns), min(rows, most.rows))
    }

    /// More is drawn for nobody: beyond the largest screen in the smallest letters it is a mistake.
    private static let most = (columns: 2000, rows: 600)

    /// Whether the other end is gone.
    var isHungUp: Bool {
        var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&state, 1, 0) > 0 else { return false }
        return Int32(state.revents) & (POLLHUP | POLLERR | POLLNVAL) != 0
    }

    /// Whether bytes, or an end of file, wait to be read.
    var isReadable: Bool {
        var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&state, 1, 0) > 0 && Int32(state.revents) & POLLIN != 0
    }
}
