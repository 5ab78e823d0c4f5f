import Foundation
import PseudoTerminal
import Terminal
import Testing

/// The built `descent` in a pseudo-terminal, in a folder of its own.
final class Program {
    let terminal: PseudoTerminal
    /// The folder it runs in; removed afterwards.
    let folder: URL
    /// The terminal's modes before it ran.
    let modesBefore: String

    init(_ size: Size = Size(columns: 120, rows: 36)) throws {
        terminal = try PseudoTerminal(size)
        modesBefore = terminal.modes
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("descent-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The program, beside the tests that are running.
    static var path: String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("descent").path
    }

    /// A run that goes on until it is ended.
    static let endlessRun = ["run", "digits", "--epochs", "1000000", "--set", "pace=all"]

    /// Starts it; `nil` in `changes` takes a variable out of the environment.
    func start(
        _ arguments: [String], _ changes: [String: String?] = [:], output: String? = nil, errors: String? = nil
    ) throws {
        try terminal.start(
            Self.path, arguments,
            environment: Self.environment(["XDG_DATA_HOME": folder.path + "/data"].merging(changes) { $1 }),
            directory: folder.path,
            output: output.map { $0.hasPrefix("/") ? $0 : folder.appendingPathComponent($0).path },
            errors: errors.map { folder.appendingPathComponent($0).path })
    }

    /// Runs are recorded in the folder of the test, never in that of a person.
    var environment: [String: String] { Self.environment(["XDG_DATA_HOME": folder.path + "/data"]) }

    static func environment(_ changes: [String: String?] = [:]) -> [String: String] {
        var environment: [String: String] = [
            "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/",
            // The runtime's own backtrace would ask on the terminal what to do next.
            "SWIFT_BACKTRACE": "enable=no",
        ]
        for (name, value) in changes { environment[name] = value }
        return environment
    }

    /// What a file in the folder holds.
    func contents(of file: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
    }

    /// Whether the terminal is as it was found: modes, screen, cursor, mouse, paste.
    var isRestored: Bool {
        terminal.modes == modesBefore && !terminal.screen.isAlternate && terminal.screen.isCursorVisible
            && !terminal.screen.isMouseReported && !terminal.screen.isPasteBracketed
    }

    /// Whether it ever switched to the alternate screen.
    var hasDrawn: Bool { terminal.hasWritten("\u{1b}[?1049h") }

    /// The screen, for a message about what went wrong.
    var sight: Comment {
        let rows = terminal.screen.rows.filter { $0.contains { $0 != " " } }
        return "\(rows.map { "|\($0)" }.joined(separator: "\n"))"
    }
}
