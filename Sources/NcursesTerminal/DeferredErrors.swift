import CSignals
import Glibc

/// Keeps standard error off a screen that is drawn on: it goes to memory and is shown afterwards.
public final class DeferredErrors {
    let log: Int32
    let original: Int32
    private var isActive = true

    /// Redirects standard error; `nil` where it does not go to a terminal anyway, or the system refuses.
    public init?() {
        guard isatty(STDERR_FILENO) == 1 else { return nil }
        original = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
        log = cs_open_memory("descent-stderr")
        guard original >= 0, log >= 0, dup2(log, STDERR_FILENO) >= 0 else {
            if original >= 0 { close(original) }
            if log >= 0 { close(log) }
            return nil
        }
    }

    deinit {
        replay()
        close(log)
        close(original)
    }

    /// Gives standard error back and writes what was kept to it.
    public func replay() {
        guard isActive else { return }
        isActive = false
        dup2(original, STDERR_FILENO)
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
            var offset = 0
            while true {
                let count = pread(log, buffer.baseAddress, buffer.count, offset)
                guard count > 0 else { return }
                guard write(STDERR_FILENO, buffer.baseAddress, count) == count else { return }
                offset += count
            }
        }
    }
}
