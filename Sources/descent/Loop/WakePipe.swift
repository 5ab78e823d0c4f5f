import Glibc
import NcursesTerminal

/// How the trainer's queue wakes the main thread, which waits in `poll`: a byte in a pipe.
final class WakePipe: Sendable {
    /// Becomes readable when there is something to take.
    let descriptor: Int32
    private let writingEnd: Int32

    /// - Throws: ``TerminalError/system(_:code:)`` when the system has no pipe to give.
    init() throws(TerminalError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system("cannot open a pipe", code: errno) }
        for end in ends {
            _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        descriptor = ends[0]
        writingEnd = ends[1]
    }

    deinit {
        close(descriptor)
        close(writingEnd)
    }

    /// Wakes the waiting thread; from any thread, never waiting. A full pipe wakes as well.
    func wake() {
        var byte: UInt8 = 1
        _ = write(writingEnd, &byte, 1)
    }

    /// Takes the bytes out, so that the next wake is noticed.
    func drain() {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { buffer in
            while read(descriptor, buffer.baseAddress, buffer.count) == buffer.count {}
        }
    }
}
