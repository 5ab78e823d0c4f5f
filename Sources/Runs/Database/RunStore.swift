import GRDB

/// The run database: opens it, makes it where it is missing, brings an older one up to date.
///
/// Several processes can have it open; readers never wait for a writer. All calls block and can be made from any thread;
/// a run at work is written by a ``RunRecorder``, which does not.
public final class RunStore: Sendable {
    public let folder: RunsFolder
    private let reader: any DatabaseReader
    /// `nil` where the folder cannot be written: then runs can be looked at.
    let database: DatabasePool?
    /// What is read where the database itself cannot be opened.
    private let copy: TemporaryCopy?

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
        if ReadOnlyDatabase.isNeeded(for: folder) {
            try self.init(readOnly: folder)
        } else {
            try self.init(folder)
        }
    }

    /// Opens a database that cannot be written, to look at its runs.
    private init(readOnly folder: RunsFolder) throws(RunsError) {
        self.folder = folder
        database = nil
        do {
            (reader, copy) = try ReadOnlyDatabase.open(folder)
            let migrator = RunSchema.migrator
            if try reader.read(migrator.hasBeenSuperseded) { throw RunsError.newer(folder) }
            guard try reader.read(migrator.hasCompletedMigrations) else {
                throw RunsError(
                    .unwritable, place: folder.databasePath,
                    reason:
                        "an earlier version of the program wrote this database, and it cannot be brought up to date",
                    remedy: "copy the folder to where it can be written")
            }
        } catch {
            throw RunsError(error, database: folder.databasePath)
        }
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
            let pool = try DatabasePool(path: folder.databasePath, configuration: configuration)
            (database, reader, copy) = (pool, pool, nil)
            if try pool.read(migrator.hasBeenSuperseded) { throw RunsError.newer(folder) }
            try Self.migrate(pool, migrator)
        } catch {
            throw RunsError(error, database: folder.databasePath)
        }
    }

    /// Brings the tables up to date. Of several processes that find a new database at once one is the first; to the others
    /// its tables are an error, and then there is nothing left to do.
    private static func migrate(_ database: DatabasePool, _ migrator: DatabaseMigrator) throws {
        let isDone = { try database.read(migrator.hasCompletedMigrations) }
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
            return try reader.read(body)
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
        guard let database else {
            throw RunsError(
                .unwritable, place: folder.path, reason: "the folder of runs cannot be written",
                remedy: "check its permissions, or copy it to where it can be written")
        }
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

    /// Takes what stands in the log into the database itself, as far as nobody else is reading it just now: after a clean
    /// end the one file holds everything, and can be copied or read where nothing can be written.
    func settle() {
        try? database?.writeWithoutTransaction { database in
            // Not to wait for readers: what they keep in the log comes with the next end.
            try database.checkpoint(.passive)
            try database.execute(sql: "PRAGMA busy_timeout = 0")
            defer { try? database.execute(sql: "PRAGMA busy_timeout = \(Int(Self.patience * 1000))") }
            try database.checkpoint(.truncate)
        }
    }
}

extension RunsError {
    fileprivate static func newer(_ folder: RunsFolder) -> RunsError {
        RunsError(
            .newer, place: folder.databasePath, reason: "a later version of the program wrote this database",
            remedy: "update the program or use another folder for the runs")
    }
}
