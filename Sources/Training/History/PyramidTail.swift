/// What was cut off a pyramid: a bounded number of its rows, with every extremum.
struct PyramidTail: Sendable {
    let columnCount: Int
    private var values: [Float] = []
    private var flags: [UInt8] = []
    private var spans: [Pyramid.Span] = []

    /// The rows of a pyramid after a step, in the finest level that keeps them below about `4 × limit`.
    init(of pyramid: Pyramid, after step: Int, limit: Int) {
        columnCount = pyramid.columnCount
        guard let steps = pyramid.covered(step + 1...max(step + 1, pyramid.lastStep)) else { return }
        let level = pyramid.level(for: Double(steps.count) / Double(limit))
        let rowStride = pyramid.rowStride
        let columns = pyramid.columnCount
        pyramid.forEachRow(in: steps, level: level) { slot in
            values.append(contentsOf: pyramid.values[slot * rowStride..<(slot + 1) * rowStride])
            if pyramid.spans[slot].isFlagged {
                flags.append(contentsOf: pyramid.flags[slot * columns..<(slot + 1) * columns])
            } else {
                flags.append(contentsOf: repeatElement(0, count: columns))
            }
            spans.append(pyramid.spans[slot])
        }
        // A coarse row may begin before the cut.
        if let first = spans.first { spans[0].first = max(first.first, step + 1) }
    }

    var isEmpty: Bool { spans.isEmpty }
    var firstStep: Int? { spans.first?.first }
    var lastStep: Int? { spans.last?.last }
    var byteCount: Int { 4 * values.capacity + flags.capacity + spans.capacity * MemoryLayout<Pyramid.Span>.stride }

    /// As ``Pyramid/buckets(column:steps:count:)``.
    func buckets(column: Int, steps: ClosedRange<Int>, count: Int) -> [Bucket] {
        guard count > 0, column >= 0, column < columnCount else { return [] }
        var merger = BucketMerger(steps: steps, count: count)
        for (row, span) in spans.enumerated() where span.last >= steps.lowerBound && span.first <= steps.upperBound {
            let base = row * 3 * columnCount + column
            merger.add(
                Bucket(
                    firstStep: span.first, lastStep: span.last, minimum: values[base],
                    mean: values[base + columnCount], maximum: values[base + 2 * columnCount],
                    nonFinite: NonFinite(rawValue: flags[row * columnCount + column])))
        }
        return merger.buckets
    }

    /// Appends the rows to a pyramid again.
    func append(to pyramid: inout Pyramid) {
        guard pyramid.columnCount == columnCount else { return }
        values.withUnsafeBufferPointer { values in
            flags.withUnsafeBufferPointer { flags in
                guard let values = values.baseAddress, let flags = flags.baseAddress else { return }
                pyramid.append(count: spans.count) { row in
                    let base = values + row * 3 * columnCount
                    return PyramidWriter.Row(
                        first: spans[row].first, last: spans[row].last, minima: base, means: base + columnCount,
                        maxima: base + 2 * columnCount,
                        flags: spans[row].isFlagged ? flags + row * columnCount : nil)
                }
            }
        }
    }
}
