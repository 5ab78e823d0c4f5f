import CPseudoTerminal
import Glibc
import Terminal

/// A terminal with a real program in it: keys go in, the screen is looked at. Nothing here sleeps: it waits for output.
public final class PseudoTerminal {
    /// How a program ended.
    public enum Exit: Sendable, Hashable {
        case code(Int32)
        case signal(Int32)
    }

    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// How long anything is waited for, in seconds: far longer than it takes even on a busy machine.
    public static let patience = 60.0

    public private(set) var screen: VirtualScreen
    /// Everything the program has written.
    public private(set) var output: [UInt8] = []
    public private(set) var process: pid_t = 0
    private let master: Int32
    /// Kept open, so that modes can be read when the program is gone.
    private let slave: Int32
    private var exit: Exit?
    private var isHungUp = false

    public init(_ size: Size = Size(columns: 120, rows: 36)) throws {
        screen = VirtualScreen(size)
        var ends: (master: Int32, slave: Int32) = (-1, -1)
        guard cp_open(&ends.master, &ends.slave) == 0 else {
            throw Failure(description: "no pseudo-terminal: \(String(cString: strerror(errno)))")
        }
        (master, slave) = ends
        cp_set_size(master, Int32(size.columns), Int32(size.rows))
    }

    deinit {
        if process > 0, exit == nil {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        hangUp()
        close(slave)
    }

    /// Starts a program as the leader of a session of its own on this terminal.
    ///
    /// - Parameters:
    ///   - output: a file that standard output goes to instead of the terminal.
    ///   - errors: the same for standard error.
    public func start(
        _ path: String, _ arguments: [String] = [], environment: [String: String], directory: String? = nil,
        output: String? = nil, errors: String? = nil
    ) throws {
        let status = withCStrings([path] + arguments) { words in
            withCStrings(environment.map { "\($0.key)=\($0.value)" }) { variables in
                cp_start(&process, slave, path, words, variables, directory, output, errors)
            }
        }
        guard status == 0 else { throw Failure(description: "\(path): \(String(cString: strerror(status)))") }
    }

    // MARK: What a person does

    /// Types text; special keys as their sequences (``Keys``).
    public func type(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    public func resize(to size: Size) {
        screen.resize(to: size)
        cp_set_size(master, Int32(size.columns), Int32(size.rows))
    }

    /// Sends a signal to the program.
    public func signal(_ number: Int32) { kill(process, number) }

    /// Takes the terminal away, as a lost connection does.
    public func hangUp() {
        guard !isHungUp else { return }
        isHungUp = true
        close(master)
    }

    // MARK: What a person sees

    /// Waits until the screen shows a text.
    @discardableResult
    public func wait(for text: String) -> Bool { wait { $0.contains(text) } }

    /// Waits until the screen is as wanted; `false` when that has not come to pass in time or the program ended first.
    @discardableResult
    public func wait(until isRight: (VirtualScreen) -> Bool) -> Bool {
        let deadline = Self.now + Self.patience
        while !isRight(screen) {
            guard Self.now < deadline else { return false }
            if !readOutput(waiting: 50), isOver { return isRight(screen) }
        }
        return true
    }

    /// Waits for the program's end; `nil` when it does not end in time.
    public func waitForExit() -> Exit? {
        let deadline = Self.now + Self.patience
        while !isOver {
            guard Self.now < deadline else { return nil }
            readOutput(waiting: 20)
        }
        while readOutput(waiting: 0) {}
        return exit
    }

    /// The terminal's modes and keys, as `stty -g` would print them.
    public var modes: String {
        var modes = termios()
        guard tcgetattr(slave, &modes) == 0 else { return "none" }
        let keys = withUnsafeBytes(of: modes.c_cc) { $0.map { String($0, radix: 16) } }
        let flags = [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag].map { String($0, radix: 16) }
        return (flags + keys).joined(separator: ":")
    }

    /// Whether the program's text, escape sequences included, holds another.
    public func hasWritten(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard output.count >= bytes.count else { return false }
        return (0...output.count - bytes.count).contains { output[$0..<$0 + bytes.count].elementsEqual(bytes) }
    }

    // MARK: Inside

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private var isOver: Bool {
        if exit != nil { return true }
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == process else { return false }
        exit = status & 0x7f == 0 ? .code(status >> 8 & 0xff) : .signal(status & 0x7f)
        return true
    }

    /// Takes in what has been written; `false` when nothing came within so many milliseconds.
    @discardableResult
    private func readOutput(waiting milliseconds: Int32) -> Bool {
        guard !isHungUp else { return poll(nil, 0, milliseconds) > 0 }
        var state = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&state, 1, milliseconds) > 0 else { return false }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65536) { buffer in
            let count = read(master, buffer.baseAddress, buffer.count)
            guard count > 0 else { return false }
            output += buffer.prefix(count)
            screen.feed(buffer.prefix(count))
            return true
        }
    }

    private func withCStrings<T>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> T
    ) -> T {
        let pointers = strings.map { strdup($0) }
        defer { pointers.forEach { free($0) } }
        return body(pointers + [nil])
    }
}
