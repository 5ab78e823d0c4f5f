import Glibc

/// What this program runs on.
enum Machine {
    /// Processor, cores and system in a few words.
    static var words: String {
        var system = utsname()
        guard uname(&system) == 0 else { return "" }
        let name = text(&system.sysname) + " " + text(&system.release) + " " + text(&system.machine)
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        return [processor, "\(cores) core\(cores == 1 ? "" : "s")", name].compactMap { $0 }.joined(separator: ", ")
    }

    private static func text<Field>(_ field: inout Field) -> String {
        withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// The first processor's model, as Linux tells it.
    private static var processor: String? {
        let file = open("/proc/cpuinfo", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(file, &bytes, bytes.count)
        guard count > 0 else { return nil }
        let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix("model name") }), let colon = line.firstIndex(of: ":")
        else { return nil }
        return line[line.index(after: colon)...].split(separator: " ").joined(separator: " ")
    }
}
