import GRDB
import Training

/// Which runs to list, and in which order.
public struct RunQuery: Sendable, Hashable {
    public enum Order: String, Sendable, Hashable, CaseIterable {
        case started, updated, preset, steps, seconds, state
        /// By the best loss, runs without one last.
        case best

        var sql: String {
            switch self {
            case .best: "best_loss IS NULL, best_loss"
            default: rawValue
            }
        }

        /// Which way round a person expects it.
        var startsHigh: Bool {
            switch self {
            case .started, .updated, .steps, .seconds: true
            case .preset, .state, .best: false
            }
        }
    }

    public var order = Order.started
    /// Turns the usual direction round.
    public var isReversed = false
    /// Only runs whose id, preset, state, tags or note contain every word of this text.
    public var text = ""
    public var tag: String?
    public var limit: Int?

    public init(
        order: Order = .started, isReversed: Bool = false, text: String = "", tag: String? = nil, limit: Int? = nil
    ) {
        self.order = order
        self.isReversed = isReversed
        self.text = text
        self.tag = tag
        self.limit = limit
    }

    fileprivate var request: (sql: String, arguments: StatementArguments) {
        var conditions: [String] = []
        var values: [any DatabaseValueConvertible] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            conditions.append("instr(lower(id || ' ' || preset || ' ' || state || ' ' || tags || ' ' || note), ?) > 0")
            values.append(word.lowercased())
        }
        if let tag {
            conditions.append("instr(' ' || tags || ' ', ?) > 0")
            values.append(" \(tag) ")
        }
        var sql = "SELECT \(RunRecord.columns) FROM run"
        if !conditions.isEmpty { sql += " WHERE " + conditions.joined(separator: " AND ") }
        let isDescending = order.startsHigh != isReversed
        sql += " ORDER BY \(order.sql) \(isDescending ? "DESC" : "ASC"), number DESC"
        if let limit { sql += " LIMIT \(max(0, limit))" }
        return (sql, StatementArguments(values))
    }
}

extension RunStore {
    /// The runs a query asks for; rows that are damaged are left out.
    public func runs(_ query: RunQuery = RunQuery()) throws(RunsError) -> [RunRecord] {
        try list(query).compactMap(\.record)
    }

    /// All rows a query asks for: one that is damaged keeps no other from being listed.
    public func list(_ query: RunQuery = RunQuery()) throws(RunsError) -> [ListedRun] {
        let request = query.request
        return try read { database in
            var reader = RunRecordReader()
            return try Row.fetchAll(database, sql: request.sql, arguments: request.arguments).map { reader.run($0) }
        }
    }

    /// A run by its id, by the beginning or the end of one, or `last` for the latest.
    ///
    /// - Throws: ``RunsError`` of kind `missing` or `ambiguous`, with the ids that were meant; `corrupt` for a damaged row.
    public func record(_ name: String) throws(RunsError) -> RunRecord {
        switch try find(name) {
        case .sound(let record): return record
        case .damaged(let run): throw run.failure
        }
    }

    /// A run as ``record(_:)`` finds it, or by `#` and the number of its row; also a damaged one.
    ///
    /// - Throws: ``RunsError`` of kind `missing` or `ambiguous`, with the ids that were meant.
    public func find(_ name: String) throws(RunsError) -> ListedRun {
        let found = try read { database -> [ListedRun] in
            func fetch(_ rest: String, _ arguments: StatementArguments) throws -> [ListedRun] {
                var reader = RunRecordReader()
                return try Row.fetchAll(
                    database, sql: "SELECT \(RunRecord.columns) FROM run \(rest)", arguments: arguments
                ).map { reader.run($0) }
            }
            if name.hasPrefix("#"), let number = Int64(name.dropFirst()) {
                return try fetch("WHERE number = ?", [number])
            }
            if name == "last" { return try fetch("ORDER BY started DESC, number DESC LIMIT 1", []) }
            let exact = try fetch("WHERE id = ?", [name])
            if !exact.isEmpty || name.isEmpty { return exact }
            return try fetch(
                "WHERE substr(id, 1, ?) = ? OR substr(id, -?) = ? ORDER BY started DESC LIMIT 6",
                [name.unicodeScalars.count, name, name.unicodeScalars.count, name])
        }
        if let only = found.first, found.count == 1 { return only }
        if found.isEmpty {
            throw RunsError(
                .missing, place: folder.path,
                reason: name == "last" ? "no run is recorded" : "there is no run '\(name)'",
                remedy: "list the runs to see their ids")
        }
        throw RunsError(
            .ambiguous, place: folder.path,
            reason: "'\(name)' can mean \(found.map(\.name).joined(separator: ", "))", remedy: "write more of the id")
    }

    /// Removes a run with all that is kept of it, its checkpoints too; of a damaged one the row alone.
    ///
    /// - Throws: ``RunsError``: `missing`; `busy` while a process has it open; `unwritable`.
    public func remove(_ name: String) throws(RunsError) {
        switch try find(name) {
        case .sound(let record):
            try record.refuseWhileOpen()
            try removeRow(record.number)
            try folder.checkpoints(of: record.name).remove()
        case .damaged(let run): try removeRow(run.number)
        }
    }

    private func removeRow(_ number: Int64) throws(RunsError) {
        try write { try $0.execute(sql: "DELETE FROM run WHERE number = ?", arguments: [number]) }
        settle()
    }

    /// Sets a run's tags: words without spaces, each once, in order.
    public func setTags(_ tags: [String], of name: String) throws(RunsError) {
        let record = try record(name)
        let words = Set(tags.flatMap { $0.split(whereSeparator: \.isWhitespace) }.map(String.init)).sorted()
        try write { database in
            try database.execute(
                sql: "UPDATE run SET tags = ? WHERE number = ?",
                arguments: [words.joined(separator: " "), record.number])
        }
        settle()
    }

    /// Sets a run's note, any text.
    public func setNote(_ note: String, of name: String) throws(RunsError) {
        let record = try record(name)
        try write { database in
            try database.execute(sql: "UPDATE run SET note = ? WHERE number = ?", arguments: [note, record.number])
        }
        settle()
    }
}
