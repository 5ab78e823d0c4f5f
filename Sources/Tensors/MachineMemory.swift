#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What memory this process may still take.
public enum MachineMemory {
    /// Bytes, by the narrowest of what the machine has to spare, what the process's control group and what its own limit
    /// (`ulimit -v`) leave; infinite where nothing tells.
    public static var available: Double {
        [spare, leftInControlGroup, leftOfOwnLimit].compactMap { $0 }.min().map { max(0, $0) } ?? .infinity
    }

    /// `MemAvailable` of Linux: what can be had without swapping.
    private static var spare: Double? { kibibytes("MemAvailable", in: "/proc/meminfo") }

    /// Control groups of the second and the first version; one that is not limited says "max" or a huge number.
    private static var leftInControlGroup: Double? {
        for (limit, usage) in [
            ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
            ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
        ] {
            guard let limit = number(text(limit)), let usage = number(text(usage)) else { continue }
            return limit - usage
        }
        return nil
    }

    private static var leftOfOwnLimit: Double? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < UInt64(Int64.max)
        else { return nil }
        return Double(limit.rlim_cur) - (kibibytes("VmSize", in: "/proc/self/status") ?? 0)
    }

    /// A line `name:   1234 kB` in bytes.
    private static func kibibytes(_ name: String, in path: String) -> Double? {
        let line = text(path)?.split(separator: "\n").first { $0.hasPrefix(name + ":") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }.map { $0 * 1024 }
    }

    private static func number(_ text: String?) -> Double? {
        text.flatMap { $0.split(whereSeparator: \.isWhitespace).first }.flatMap { Double($0) }
    }

    private static func text(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 8192)
        let count = read(file, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }
}
