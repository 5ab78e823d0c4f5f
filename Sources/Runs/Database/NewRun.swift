import Glibc
import Training

/// What the database is told when a run begins.
public struct NewRun: Sendable {
    public var description: RunDescription
    public var experiment: Experiment
    /// The preset as it was written.
    public var presetText: String
    /// What it runs on, in a few words: processor, cores, system.
    public var machine: String
    /// The program's version and those of the libraries that decide the numbers.
    public var program: String
    /// The run it was forked or resumed from, and at which step.
    public var parent: (run: String, step: Int)?
    /// Seconds since 1970, UTC.
    public var started: Double

    public init(
        description: RunDescription, experiment: Experiment, presetText: String, machine: String = "",
        program: String = "", parent: (run: String, step: Int)? = nil, started: Double = Clock.now
    ) {
        self.description = description
        self.experiment = experiment
        self.presetText = presetText
        self.machine = machine
        self.program = program
        self.parent = parent
        self.started = started
    }

    /// `2026-11-21-digits-7f3a`: the day it began (UTC), the preset, four digits by chance.
    func id(chance: UInt16) -> String {
        let name = String(
            description.name.lowercased().unicodeScalars.map { scalar in
                let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                return isPlain ? Character(scalar) : "-"
            }.prefix(40))
        let digits = String(chance, radix: 16)
        return "\(Clock.day(started))-\(name)-\(String(repeating: "0", count: 4 - digits.count))\(digits)"
    }
}

/// Wall-clock time. It is stored in UTC.
public enum Clock {
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
