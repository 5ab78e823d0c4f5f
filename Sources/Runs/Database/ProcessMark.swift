import Glibc

/// Tells one process from every other, also after its number has been given away or the machine was started anew.
enum ProcessMark {
    /// This process.
    static var own: String { mark(of: getpid()) ?? "\(getpid())" }

    /// Whether the process that left a mark still runs on this machine.
    static func isAlive(_ mark: String) -> Bool {
        guard let number = mark.split(separator: " ").first.flatMap({ pid_t($0) }) else { return false }
        return self.mark(of: number) == mark
    }

    /// Tells this start of the machine from every other.
    private static let boot = text("/proc/sys/kernel/random/boot_id").map { $0.prefix(36) }

    /// Number, moment of its start, and start of the machine.
    static func mark(of number: pid_t) -> String? {
        guard let boot, let status = text("/proc/\(number)/stat"), let name = status.lastIndex(of: ")") else {
            return nil
        }
        // The moment is the 22nd field; the second, a name in parentheses, may hold spaces.
        let fields = status[name...].split(separator: " ")
        // A zombie is dead, though nobody has taken note of it yet.
        guard fields.count > 20, fields[1] != "Z", fields[1] != "X" else { return nil }
        return "\(number) \(fields[20]) \(boot)"
    }

    /// A file of the kernel's, whose size is not known before it is read.
    private static func text(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(file, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }
}
