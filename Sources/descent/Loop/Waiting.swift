import Glibc

/// Waiting until something is readable or time has passed: the only place where the main thread rests.
enum Waiting {
    /// Seconds on a clock that only goes forward.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Waits for any of the descriptors; those that are ready (or gone), none after `seconds` or a signal.
    ///
    /// - Parameter seconds: `nil` waits without end.
    static func until(readable descriptors: [Int32], seconds: Double?) -> Set<Int32> {
        var states = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        // Rounded up: waking a moment early would mean turning around once for nothing.
        let milliseconds = seconds.map { Int32(min(86_400_000, max(0, ($0 * 1000).rounded(.up)))) } ?? -1
        guard poll(&states, nfds_t(states.count), milliseconds) > 0 else { return [] }
        return Set(states.filter { $0.revents != 0 }.map(\.fd))
    }
}
