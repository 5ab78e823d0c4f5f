import Training

/// Decides which steps are kept one by one and which share a row: so many rows a second, whatever arrives.
///
/// What comes slower is kept as it came; what comes faster is merged into rows of at least `1 / rate` seconds, once the stock of the start is used up.
struct SeriesSampler: Sendable {
    private var allowance: RowAllowance
    private var open: SeriesRow

    /// - Parameters:
    ///   - rate: rows a second.
    ///   - start: rows that may be written at once at the start.
    init(columnCount: Int, rate: Double, start: Double = 1) {
        allowance = RowAllowance(rate: rate, start: start)
        open = SeriesRow(columnCount: columnCount)
    }

    /// Takes the rows that arrived by `seconds`, on any steady clock.
    mutating func take(_ batch: TelemetryBatch, at seconds: Double, into block: inout SeriesBlock) {
        guard batch.count > 0, batch.layout.columnCount == open.columnCount else { return }
        let columns = open.columnCount
        let allowed = allowance.rows(at: seconds)
        batch.means.withUnsafeBufferPointer { means in
            batch.minima.withUnsafeBufferPointer { minima in
                batch.maxima.withUnsafeBufferPointer { maxima in
                    guard let means = means.baseAddress, let minima = minima.baseAddress,
                        let maxima = maxima.baseAddress
                    else { return }
                    spread(batch.count, over: allowed, into: &block) { row, open in
                        let offset = row * columns
                        let last = batch.lastSteps[row]
                        let width = batch.widths[row]
                        open.add(
                            first: last - width + 1, last: last, means: means + offset,
                            minima: (width == 1 ? means : minima) + offset,
                            maxima: (width == 1 ? means : maxima) + offset)
                    }
                }
            }
        }
    }

    /// Takes one row of plain values that stand for the steps `first...last`.
    mutating func take(
        first: Int, last: Int, values: [Float], at seconds: Double, into block: inout SeriesBlock
    ) {
        spread(1, over: allowance.rows(at: seconds), into: &block) { _, open in
            open.add(first: first, last: last, values: values)
        }
    }

    /// Finishes the row at hand: the run pauses, ends or leaves this branch.
    mutating func close(into block: inout SeriesBlock) {
        guard !open.isEmpty else { return }
        block.append(open)
        open.removeAll()
    }

    /// Adds `count` rows as they come where so many are allowed, else in `allowed` groups of about equal size.
    private mutating func spread(
        _ count: Int, over allowed: Int, into block: inout SeriesBlock, add: (Int, inout SeriesRow) -> Void
    ) {
        let groups = min(count, allowed)
        allowance.spend(groups)
        var next = 0
        for group in 0..<groups {
            let end = (group + 1) * count / groups
            while next < end {
                add(next, &open)
                next += 1
            }
            close(into: &block)
        }
        while next < count {
            add(next, &open)
            next += 1
        }
    }
}
