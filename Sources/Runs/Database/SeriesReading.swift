import Foundation
import GRDB
import Training

/// Telemetry's columns as they were recorded: rows that stand for a stretch of steps each.
public struct RecordedSeries: Sendable {
    public let layout: TelemetryLayout
    let rows: SeriesBlock

    public var count: Int { rows.count }
    public var lastStep: Int { rows.lasts.last ?? 0 }

    /// What a column did, in order.
    public func buckets(column: Int) -> [Bucket] {
        guard (0..<rows.columnCount).contains(column) else { return [] }
        return (0..<rows.count).map { rows.bucket(row: $0, column: column) }
    }

    /// The last value in each row of a column.
    func lastValues(column: Int) -> [Float] { (0..<rows.count).map { rows.last(row: $0, column: column) } }

    /// The rows as a watcher's history.
    func history() -> RunHistory {
        var history = RunHistory(layout: layout)
        history.append(batch())
        return history
    }

    /// The rows as telemetry.
    func batch() -> TelemetryBatch {
        var batch = TelemetryBatch(layout: layout, capacity: max(2, rows.count))
        for row in 0..<rows.count {
            let width = rows.lasts[row] - rows.firsts[row] + 1
            batch.append(lastStep: rows.lasts[row], width: width) { means, minima, maxima in
                for column in 0..<rows.columnCount {
                    let bucket = rows.bucket(row: row, column: column)
                    // What was not finite is shown again as such.
                    means[column] = bucket.displayValue
                    minima[column] = bucket.hasFiniteValues ? bucket.minimum : bucket.displayValue
                    maxima[column] = bucket.hasFiniteValues ? bucket.maximum : bucket.displayValue
                }
            }
        }
        return batch
    }
}

extension RunStore {
    /// A run's series over a range of steps (all of them by default), at the coarsest level that has about `points` rows.
    ///
    /// - Throws: ``RunsError``: `corrupt` where packed rows cannot be read.
    public func series(
        of record: RunRecord, steps: ClosedRange<Int> = 1...Int.max, points: Int = 2048
    ) throws(RunsError) -> RecordedSeries {
        let layout = TelemetryLayout(layerCount: record.layers.count)
        return RecordedSeries(
            layout: layout,
            rows: try rows(.steps, of: record, columnCount: layout.columnCount, steps: steps, points: points))
    }

    func rows(
        _ kind: SeriesKind, of record: RunRecord, columnCount: Int, steps: ClosedRange<Int>, points: Int
    ) throws(RunsError) -> SeriesBlock {
        try read { database in
            var block = SeriesBlock(columnCount: columnCount)
            let width = Double(min(steps.upperBound, max(record.steps, steps.lowerBound)) - steps.lowerBound + 1)
            for segment in try BranchSegment.all(of: record, database) {
                var cover = SeriesCover(
                    segment: segment, steps: steps,
                    chunks: try SeriesCover.chunks(kind, run: record.number, branch: segment.branch, database))
                try cover.read(rowWidth: width / Double(max(1, points)), into: &block, database)
            }
            return block
        }
    }
}

/// Reads what covers a stretch of a branch: rows of one level as far back as they reach, coarser ones before them, finer
/// ones where the level was not written yet or a row would reach beyond the stretch.
private struct SeriesCover {
    struct Chunk {
        let key: Int64
        let level: Int
        let first: Int
        let last: Int
        let rows: Int
    }

    let segment: BranchSegment
    let steps: ClosedRange<Int>
    let chunks: [Chunk]
    private var position: Int

    init(segment: BranchSegment, steps: ClosedRange<Int>, chunks: [Chunk]) {
        self.segment = segment
        self.steps = steps
        self.chunks = chunks
        position = max(segment.first, steps.lowerBound)
    }

    static func chunks(_ kind: SeriesKind, run: Int64, branch: Int, _ database: Database) throws -> [Chunk] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT number, level, first_step, last_step, row_count FROM series
                WHERE run = ? AND kind = ? AND branch = ? ORDER BY level, first_step
                """, arguments: [run, kind.rawValue, branch]
        ).map {
            try Chunk(
                key: $0.take("number"), level: $0.count("level"), first: $0.count("first_step"),
                last: $0.count("last_step"), rows: $0.count("row_count"))
        }
    }

    mutating func read(rowWidth: Double, into block: inout SeriesBlock, _ database: Database) throws {
        let levels = Dictionary(grouping: chunks, by: \.level)
        let wanted = level(for: rowWidth, among: levels)
        for level in levels.keys.sorted(by: >) {
            // Coarser rows are wanted only before the finer ones begin.
            let finer = levels.filter { $0.key >= wanted && $0.key < level }.values.compactMap { $0.first?.first }
            let limit = level > wanted ? finer.min() ?? .max : .max
            for chunk in levels[level] ?? [] where chunk.first < limit && chunk.last >= position {
                try read(chunk, before: limit, into: &block, database)
            }
        }
    }

    /// The coarsest level whose rows are no wider than so many steps.
    private func level(for width: Double, among levels: [Int: [Chunk]]) -> Int {
        var best = 0
        for (level, chunks) in levels {
            guard let first = chunks.first, let last = chunks.last else { continue }
            let rows = chunks.reduce(0) { $0 + $1.rows }
            if Double(last.last - first.first + 1) <= width * Double(rows) { best = max(best, level) }
        }
        return best
    }

    private mutating func read(
        _ chunk: Chunk, before limit: Int, into block: inout SeriesBlock, _ database: Database
    ) throws {
        guard chunk.first <= min(segment.last, steps.upperBound) else { return }
        let data = try Data.fetchOne(
            database.cachedStatement(sql: "SELECT content FROM series WHERE number = ?"), arguments: [chunk.key])
        guard let data, let rows = SeriesBlock(packed: [UInt8](data), columns: block.columnCount) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "packed rows cannot be read")
        }
        let isAtStart = position == max(segment.first, steps.lowerBound)
        var first: Int?
        var end = 0
        for row in 0..<rows.count {
            let isBefore = first == nil && !isAtStart ? rows.firsts[row] < position : rows.lasts[row] < position
            if isBefore { continue }
            if rows.firsts[row] >= limit || rows.firsts[row] > steps.upperBound || rows.lasts[row] > segment.last {
                break
            }
            if first == nil { first = row }
            end = row + 1
        }
        guard let first else { return }
        block.append(rows, rows: first..<end)
        position = rows.lasts[end - 1] + 1
    }
}
