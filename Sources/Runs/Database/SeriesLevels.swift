import Foundation
import GRDB

/// Writes a branch of a series at several levels of detail: a row of a level merges four of the level below.
///
/// Each level keeps its latest ``retained`` rows, so that the past thins out with its age while every extremum stays in
/// the coarser levels, and a run of any length takes memory that grows with its logarithm. Belongs to the writer's queue.
struct SeriesLevels {
    static let fan = 4
    /// Rows of a level that stay on the disk, at least.
    static let retained = 8192
    /// Rows of a coarser level that are written together.
    static let chunk = 256
    /// Levels there can be: the rows of the last one stand for 4¹⁴ of the first.
    static let highest = 14

    private struct Level {
        var open: SeriesRow
        /// Complete rows that are not written yet.
        var waiting: SeriesBlock
        /// Rows of the chunks on the disk, oldest first, by their keys.
        var chunks: [(key: Int64, rows: Int)] = []
        var rows = 0
    }

    private let run: Int64
    private let branch: Int
    private let kind: SeriesKind
    private let columnCount: Int
    private var levels: [Level] = []

    init(run: Int64, branch: Int, kind: SeriesKind, columnCount: Int) {
        self.run = run
        self.branch = branch
        self.kind = kind
        self.columnCount = columnCount
    }

    /// Writes rows that follow those written before.
    mutating func write(_ block: SeriesBlock, to database: Database) throws {
        guard !block.isEmpty, block.columnCount == columnCount else { return }
        merge(block, level: 1)
        try insert(block, level: 0, database)
        for level in levels.indices.dropFirst() where levels[level].waiting.count >= Self.chunk {
            try insertWaiting(level, database)
        }
    }

    /// Writes what the coarser levels still hold: the run ends or leaves this branch.
    mutating func finish(_ database: Database) throws {
        for level in levels.indices.dropFirst() { try insertWaiting(level, database) }
    }

    private mutating func merge(_ block: SeriesBlock, level: Int) {
        guard level <= Self.highest, !block.isEmpty else { return }
        makeLevel(level)
        var complete = SeriesBlock(columnCount: columnCount)
        for row in 0..<block.count {
            levels[level].open.add(block, row: row)
            if levels[level].open.parts == Self.fan {
                complete.append(levels[level].open)
                levels[level].open.removeAll()
            }
        }
        levels[level].waiting.append(complete, rows: 0..<complete.count)
        merge(complete, level: level + 1)
    }

    private mutating func makeLevel(_ level: Int) {
        while levels.count <= level {
            levels.append(
                Level(open: SeriesRow(columnCount: columnCount), waiting: SeriesBlock(columnCount: columnCount)))
        }
    }

    private mutating func insertWaiting(_ level: Int, _ database: Database) throws {
        guard !levels[level].waiting.isEmpty else { return }
        try insert(levels[level].waiting, level: level, database)
        levels[level].waiting.removeAll()
    }

    private mutating func insert(_ block: SeriesBlock, level: Int, _ database: Database) throws {
        makeLevel(level)
        try database.cachedStatement(
            sql: """
                INSERT INTO series (run, branch, kind, level, first_step, last_step, row_count, content)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            run, branch, kind.rawValue, level, block.firsts[0], block.lasts[block.count - 1], block.count,
            Data(block.packed()),
        ])
        levels[level].chunks.append((database.lastInsertedRowID, block.count))
        levels[level].rows += block.count
        while let oldest = levels[level].chunks.first, levels[level].rows - oldest.rows >= Self.retained {
            try database.cachedStatement(sql: "DELETE FROM series WHERE number = ?").execute(arguments: [oldest.key])
            levels[level].chunks.removeFirst()
            levels[level].rows -= oldest.rows
        }
    }
}
