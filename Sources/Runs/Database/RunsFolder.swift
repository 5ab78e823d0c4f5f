import Glibc

/// The folder where everything that lasts lies: the database, and a folder of checkpoints for each run.
public struct RunsFolder: Sendable, Hashable {
    public let path: String

    public init(_ path: String) { self.path = path }

    /// `$DESCENT_RUNS`, else `$XDG_DATA_HOME/descent`, else `~/.local/share/descent`.
    ///
    /// - Parameter environment: reads an environment variable.
    public static func standard(
        _ environment: (String) -> String? = { getenv($0).map { String(cString: $0) } }
    ) -> RunsFolder {
        if let folder = environment("DESCENT_RUNS"), !folder.isEmpty { return RunsFolder(folder) }
        // The standard says to ignore a path that is not absolute.
        if let data = environment("XDG_DATA_HOME"), data.hasPrefix("/") { return RunsFolder(data + "/descent") }
        return RunsFolder((environment("HOME") ?? ".") + "/.local/share/descent")
    }

    /// What a command needs beside a run's id to find it here: nothing in the standard folder, else `--runs` with a space
    /// before it.
    public var option: String {
        guard self != .standard() else { return "" }
        let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+~".contains($0) }
        return " --runs " + (isPlain ? path : "'" + path.replacing("'", with: #"'\''"#) + "'")
    }

    public var databasePath: String { path + "/runs.sqlite" }

    /// Whether runs were ever recorded here.
    public var hasDatabase: Bool { access(databasePath, F_OK) == 0 }

    /// Where a run's checkpoints lie; see ``RunStore/checkpoints(of:)`` for reading them.
    public func checkpoints(of run: RunID) -> CheckpointFolder { CheckpointFolder("\(path)/checkpoints/\(run)") }
}
