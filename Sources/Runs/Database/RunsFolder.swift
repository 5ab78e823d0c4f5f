import Glibc

/// The folder where everything that lasts lies: the database, and a folder of checkpoints for each run.
public struct RunsFolder: Sendable, Hashable {
    public let path: String

    public init(_ path: String) { self.path = path }

    /// `$XDG_DATA_HOME/descent`, else `~/.local/share/descent`.
    ///
    /// - Parameter environment: reads an environment variable.
    public static func standard(
        _ environment: (String) -> String? = { getenv($0).map { String(cString: $0) } }
    ) -> RunsFolder {
        // The standard says to ignore a path that is not absolute.
        if let data = environment("XDG_DATA_HOME"), data.hasPrefix("/") { return RunsFolder(data + "/descent") }
        return RunsFolder((environment("HOME") ?? ".") + "/.local/share/descent")
    }

    public var databasePath: String { path + "/runs.sqlite" }

    /// Where a run's checkpoints lie.
    public func checkpoints(of run: String) -> CheckpointFolder { CheckpointFolder("\(path)/checkpoints/\(run)") }
}
