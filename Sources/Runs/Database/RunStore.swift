import GRDB

/// The run database: opens it, makes it where it is missing, brings an older one up to date.
///
/// Several processes can have it open; readers never wait for a writer. All calls block and can be made from any thread;
/// a run at work is written by a ``RunRecorder``, which does not.
public final class RunStore: Sendable {
    public let folder: RunsFolder
    let database: DatabasePool

    /// How long to wait for another process that is writing, in seconds.
    static let patience = 10.0

    /// Opens the database of a folder.
    ///
    /// - Throws: ``RunsError``: `denied` where the folder cannot be made or written, `corrupt`, `newer`, `full`, `busy`.
    public convenience init(_ folder: RunsFolder) throws(RunsError) { try self.init(folder, largest: nil) }

    /// Opens the database of a folder where runs were recorded. Who only looks must not make one, least of all in a folder
    /// of a mistyped name.
    ///
    /// - Throws: ``RunsError``: `missing` where there is none, else as ``init(_:)``.
    public convenience init(existing folder: RunsFolder) throws(RunsError) {
        guard folder.hasDatabase else {
            throw RunsError(
                .missing, place: folder.path, reason: "no run is recorded there",
                remedy: "'descent run' records one; --runs names another folder")
        }
        try self.init(folder)
    }

    /// - Parameter largest: how many pages the file may have at most; for trying out what a full disk does.
    init(_ folder: RunsFolder, largest: Int?) throws(RunsError) {
        self.folder = folder
        try AtomicFile.makeFolder(folder.path)
        var configuration = Configuration()
        configuration.label = "descent.runs"
        configuration.busyMode = .timeout(Self.patience)
        configuration.maximumReaderCount = 2
        configuration.prepareDatabase { database in
            if let largest { try database.execute(sql: "PRAGMA max_page_count = \(largest)") }
        }
        do {
            let migrator = RunSchema.migrator
            database = try DatabasePool(path: folder.databasePath, configuration: configuration)
            if try database.read(migrator.hasBeenSuperseded) {
                throw RunsError(
                    .newer, place: folder.databasePath, reason: "a later version of the program wrote this database",
                    remedy: "update the program or use another folder for the runs")
            }
            try migrate(migrator)
        } catch {
            throw RunsError(error, database: folder.databasePath)
        }
    }

    /// Brings the tables up to date. Of several processes that find a new database at once one is the first; to the others
    /// its tables are an error, and then there is nothing left to do.
    private func migrate(_ migrator: DatabaseMigrator) throws {
        let isDone = { try self.database.read(migrator.hasCompletedMigrations) }
        if try isDone() { return }
        do { try migrator.migrate(database) } catch { guard try isDone() else { throw error } }
    }

    /// Looks at every page of the database; empty where all is well.
    ///
    /// - Complexity: O(size of the file).
    public func integrityProblems() throws(RunsError) -> [String] {
        try read { database in
            try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        }
    }

    func read<Result: Sendable>(_ body: @Sendable (Database) throws -> Result) throws(RunsError) -> Result {
        do {
            return try database.read(body)
        } catch {
            throw RunsError(error, database: folder.databasePath)
        }
    }

    /// Writes in one transaction.
    ///
    /// - Parameter isDurable: whether to return only once it is on the disk; else a loss of power may take the last
    ///   second back, though never in part.
    func write<Result: Sendable>(
        isDurable: Bool = true, _ body: @Sendable (Database) throws -> Result
    ) throws(RunsError) -> Result {
        // SQLite would go on writing into a file that no longer has a name.
        guard folder.hasDatabase else {
            throw RunsError(
                .missing, place: folder.databasePath, reason: "the run database was removed while it was open",
                remedy: "start again: a new one is made")
        }
        do {
            return try database.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = \(isDurable ? "FULL" : "NORMAL")")
                var result: Result?
                try database.inTransaction(.immediate) {
                    result = try body(database)
                    return .commit
                }
                guard let result else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
                return result
            }
        } catch {
            throw RunsError(error, database: folder.databasePath)
        }
    }
}
