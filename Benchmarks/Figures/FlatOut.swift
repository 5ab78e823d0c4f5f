import Foundation

/// The program on the digits as fast as it goes, without a screen.
enum FlatOut {
    /// The program, built beside this one.
    static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("descent").path

    static let settings = ["--set", "early_stopping.enabled=false", "--set", "pace=all"]

    /// Steps a second, as its summary says. What it prints goes into a file: a reader would take turns with it.
    static func rate(epochs: Int, _ extra: [String] = [], environment: [String: String]) throws -> Double {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("descent-bench-\(UUID().uuidString)")
        try Data().write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["run", "digits", "--json", "--epochs", String(epochs)] + settings + extra
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = try FileHandle(forWritingTo: path)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
        let last = text.split(separator: "\n").last.map { Data($0.utf8) } ?? Data()
        let summary = try JSONSerialization.jsonObject(with: last) as? [String: Any]
        return summary?["steps_per_second"] as? Double ?? .nan
    }
}
