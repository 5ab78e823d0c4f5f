import Foundation
import GRDB
import Glibc

/// Opens a run database that nobody can write to: on a read-only medium, in another person's folder.
///
/// SQLite keeps files beside a database that it reads, and takes what stands in the log into it; where neither can be done
/// the file is read as it lies, and with a log that holds something, in a copy.
enum ReadOnlyDatabase {
    /// Whether the database, or the folder that it keeps its log in, cannot be written.
    static func isNeeded(for folder: RunsFolder) -> Bool {
        guard folder.hasDatabase else { return false }
        return access(folder.path, W_OK) != 0 || access(folder.databasePath, W_OK) != 0
    }

    /// - Returns: the database, and the copy that is to be removed after it, if one was needed.
    static func open(_ folder: RunsFolder) throws -> (any DatabaseReader, TemporaryCopy?) {
        var configuration = Configuration()
        configuration.label = "descent.runs"
        configuration.readonly = true
        if !hasLog(folder) {
            let url = URL(fileURLWithPath: folder.databasePath).absoluteString
            let database = try? DatabaseQueue(path: url + "?immutable=1", configuration: configuration)
            // A library without support for such addresses takes it for a file's name.
            if let database { return (database, nil) }
        }
        let copy = try TemporaryCopy(of: [folder.databasePath, folder.databasePath + "-wal"])
        configuration.readonly = false
        return (try DatabaseQueue(path: copy.path + "/runs.sqlite", configuration: configuration), copy)
    }

    private static func hasLog(_ folder: RunsFolder) -> Bool {
        var status = stat()
        return stat(folder.databasePath + "-wal", &status) == 0 && status.st_size > 0
    }
}

/// Copies of files in a folder that goes when nobody needs it any more.
final class TemporaryCopy: Sendable {
    let path: String

    init(of files: [String]) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("descent-\(UUID().uuidString)")
        path = folder.path
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        for file in files where FileManager.default.fileExists(atPath: file) {
            let copy = folder.appendingPathComponent(URL(fileURLWithPath: file).lastPathComponent).path
            try FileManager.default.copyItem(atPath: file, toPath: copy)
            chmod(copy, 0o600)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
