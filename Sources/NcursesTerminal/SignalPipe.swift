import CSignals
import Glibc

/// Signals as something to wait for: each caught one becomes a byte in a pipe, read where it can be acted on.
///
/// Open it before the terminal: ncurses only installs handlers (which leave the process at once) where nobody else has.
public struct SignalPipe: Sendable {
    /// What leaves the program: an interrupt, a termination, a lost terminal.
    public static let leaving: [Int32] = [SIGINT, SIGTERM, SIGHUP]
    /// What a scheduler asks with for a checkpoint and an end, to start the run again later.
    public static let requeueing: [Int32] = [SIGUSR1]
    /// What a program that draws must hear of as well.
    public static let drawing: [Int32] = [SIGTSTP, SIGCONT, SIGWINCH]

    /// Becomes readable when a signal has come.
    public let descriptor: Int32

    /// Catches `signals` from now on.
    ///
    /// - Throws: ``TerminalError/system(_:code:)`` when the system refuses.
    public init(catching signals: [Int32]) throws(TerminalError) {
        descriptor = cs_open_pipe()
        guard descriptor >= 0 else { throw .system("cannot open a pipe", code: errno) }
        for signal in signals where cs_catch(signal) != 0 { throw .system("cannot catch a signal", code: errno) }
    }

    /// Catches further signals until ``giveBack(_:)``.
    ///
    /// - Throws: ``TerminalError/system(_:code:)`` when the system refuses.
    public func catchAlso(_ signals: [Int32]) throws(TerminalError) {
        for signal in signals where cs_catch(signal) != 0 { throw .system("cannot catch a signal", code: errno) }
    }

    /// Lets these end the process again.
    public func giveBack(_ signals: [Int32]) { signals.forEach(cs_give_back) }

    /// The signals that came since the last call, in order.
    public func drain() -> [Int32] {
        var signals: [Int32] = []
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                guard count > 0 else { return }
                signals += buffer.prefix(count).map(Int32.init)
            }
        }
        return signals
    }

    /// Stops this process for real, as `^Z` would have: returns when it is continued.
    ///
    /// Where nobody could continue it (an orphaned process group), the system ignores the stop and this returns at once.
    ///
    /// - Parameter wholeGroup: as the terminal does it: everything started together stops together (`make run`).
    /// - Returns: the signals that came meanwhile, but for the one that continued the process.
    public func stopProcess(wholeGroup: Bool) -> [Int32] {
        cs_release(SIGTSTP)
        cs_send(SIGTSTP, wholeGroup ? 1 : 0)
        cs_catch(SIGTSTP)
        return drain().filter { $0 != SIGCONT }
    }
}
