import Training

/// One row of a series while it is being put together out of steps, or out of finer rows.
struct SeriesRow: Sendable {
    let columnCount: Int
    private(set) var first = 0
    private(set) var last = 0
    private(set) var isEmpty = true
    /// Rows merged into it.
    private(set) var parts = 0
    // Sums and weights of the finite values, in double: a row may stand for millions of steps.
    private var sums: [Double]
    private var weights: [Double]
    private var minima: [Float]
    private var maxima: [Float]
    private(set) var latest: [Float]
    private var flags: [UInt8]

    init(columnCount: Int) {
        self.columnCount = columnCount
        sums = Array(repeating: 0, count: columnCount)
        weights = sums
        minima = Array(repeating: .infinity, count: columnCount)
        maxima = Array(repeating: -.infinity, count: columnCount)
        latest = Array(repeating: 0, count: columnCount)
        flags = Array(repeating: 0, count: columnCount)
    }

    mutating func removeAll() {
        isEmpty = true
        parts = 0
        for column in 0..<columnCount {
            sums[column] = 0
            weights[column] = 0
            minima[column] = .infinity
            maxima[column] = -.infinity
            flags[column] = 0
        }
    }

    private mutating func extend(first: Int, last: Int) {
        if isEmpty { self.first = first }
        self.last = last
        isEmpty = false
        parts += 1
    }

    /// Takes in a stretch of steps: `columnCount` values each of mean, least and greatest.
    mutating func add(
        first: Int, last: Int, means: UnsafePointer<Float>, minima low: UnsafePointer<Float>,
        maxima high: UnsafePointer<Float>
    ) {
        extend(first: first, last: last)
        let width = Double(last - first + 1)
        for column in 0..<columnCount {
            let mean = means[column]
            latest[column] = mean
            if mean.isFinite {
                sums[column] += width * Double(mean)
                weights[column] += width
                minima[column] = min(minima[column], low[column])
                maxima[column] = max(maxima[column], high[column])
            } else {
                addNonFinite(column, mean, low[column], high[column])
            }
        }
    }

    /// A merged row whose mean is not finite may still have seen finite values: its ends.
    private mutating func addNonFinite(_ column: Int, _ mean: Float, _ low: Float, _ high: Float) {
        flags[column] |= NonFinite(mean).union(NonFinite(low)).union(NonFinite(high)).rawValue
        for end in [low, high] where end.isFinite {
            sums[column] += Double(end)
            weights[column] += 1
            minima[column] = min(minima[column], end)
            maxima[column] = max(maxima[column], end)
        }
    }

    /// Takes in plain values that stand for a stretch of steps.
    mutating func add(first: Int, last: Int, values: [Float]) {
        guard values.count == columnCount else { return }
        values.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            add(first: first, last: last, means: base, minima: base, maxima: base)
        }
    }

    /// Takes in a finished row.
    mutating func add(_ block: SeriesBlock, row: Int) {
        extend(first: block.firsts[row], last: block.lasts[row])
        let width = Double(block.lasts[row] - block.firsts[row] + 1)
        for column in 0..<columnCount {
            let bucket = block.bucket(row: row, column: column)
            latest[column] = block.last(row: row, column: column)
            flags[column] |= bucket.nonFinite.rawValue
            guard bucket.hasFiniteValues else { continue }
            sums[column] += width * Double(bucket.mean)
            weights[column] += width
            minima[column] = min(minima[column], bucket.minimum)
            maxima[column] = max(maxima[column], bucket.maximum)
        }
    }

    func bucket(_ column: Int) -> Bucket {
        let mean = weights[column] > 0 ? Float(sums[column] / weights[column]) : 0
        let low = minima[column]
        let high = maxima[column]
        return Bucket(
            firstStep: first, lastStep: last, minimum: low, mean: low <= high ? min(max(mean, low), high) : 0,
            maximum: high, nonFinite: NonFinite(rawValue: flags[column]))
    }
}
