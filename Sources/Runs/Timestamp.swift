import Glibc

/// Wall-clock time. It is stored in UTC.
public enum Timestamp {
    /// Seconds since 1970.
    public static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Seconds on a clock that never jumps.
    static var steady: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// `2026-11-21`, in UTC.
    static func day(_ seconds: Double) -> String { String(iso8601(seconds).prefix(10)) }

    /// `2026-11-21T09:05:00Z`.
    public static func iso8601(_ seconds: Double) -> String {
        var time = time_t(max(0, min(seconds, 253_402_300_799)))
        var parts = tm()
        gmtime_r(&time, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(1900 + Int(parts.tm_year))-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T"
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }
}
