extension Pyramid {
    /// Appends every row of a batch.
    ///
    /// A row that lies before what is already there cuts the history back to where it starts.
    ///
    /// - Complexity: amortized O(columns) a row, a third of it for all coarser levels together; it allocates only when
    ///   a level is added, which the number of steps must quadruple for.
    mutating func append(_ batch: TelemetryBatch) {
        let columns = batch.layout.columnCount
        guard columns == columnCount else { return }
        batch.means.withUnsafeBufferPointer { means in
            batch.minima.withUnsafeBufferPointer { minima in
                batch.maxima.withUnsafeBufferPointer { maxima in
                    guard let means = means.baseAddress, let minima = minima.baseAddress,
                        let maxima = maxima.baseAddress
                    else { return }
                    append(count: batch.count) { row in
                        let offset = row * columns
                        let width = batch.widths[row]
                        let last = batch.lastSteps[row]
                        return PyramidWriter.Row(
                            first: last - width + 1, last: last,
                            minima: (width == 1 ? means : minima) + offset, means: means + offset,
                            maxima: (width == 1 ? means : maxima) + offset, flags: nil)
                    }
                }
            }
        }
    }

    /// Appends one row of plain values that stand for the steps `first...last`.
    mutating func append(first: Int, last: Int, values: [Float]) {
        guard values.count == columnCount else { return }
        values.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            append(count: 1) { _ in
                PyramidWriter.Row(first: first, last: last, minima: base, means: base, maxima: base, flags: nil)
            }
        }
    }

    /// Appends `count` rows in order.
    @inline(__always)
    mutating func append(count: Int, row: (Int) -> PyramidWriter.Row) {
        var next = 0
        while next < count {
            let arriving = row(next)
            if arriving.last <= lastStep || arriving.last < arriving.first {
                cut(toStep: arriving.first - 1)
                if arriving.last <= lastStep || arriving.last < arriving.first {
                    next += 1
                    continue
                }
            }
            if let awaited = awaitedMarks.first, arriving.last > awaited { remember(step: awaited) }
            if let top = levels.last, top.end >= capacity - 1 { grow() }
            next = appendRun(from: next, count: count, row: row)
        }
    }

    /// Appends rows until one needs care: a new level, a step to remember, a step back. Returns the next row's number.
    @inline(__always)
    private mutating func appendRun(from start: Int, count: Int, row: (Int) -> PyramidWriter.Row) -> Int {
        let border = awaitedMarks.first ?? .max
        var next = start
        var reached = lastStep
        withWriter { writer in
            while next < count {
                var arriving = row(next)
                if arriving.last <= reached || arriving.last > border || arriving.last < arriving.first { break }
                arriving.first = max(arriving.first, reached + 1)
                reached = arriving.last
                next += 1
                if writer.append(arriving) { break }
            }
        }
        lastStep = reached
        return next
    }

    /// Lends the memory out as bare pointers.
    @inline(__always)
    mutating func withWriter(_ body: (PyramidWriter) -> Void) {
        let columns = columnCount
        let capacity = capacity
        let count = levels.count
        levels.withUnsafeMutableBufferPointer { levels in
            values.withUnsafeMutableBufferPointer { values in
                flags.withUnsafeMutableBufferPointer { flags in
                    spans.withUnsafeMutableBufferPointer { spans in
                        guard let levels = levels.baseAddress, let values = values.baseAddress,
                            let flags = flags.baseAddress, let spans = spans.baseAddress
                        else { return }
                        body(
                            PyramidWriter(
                                columnCount: columns, capacity: capacity, levelCount: count, levels: levels,
                                values: values, flags: flags, spans: spans))
                    }
                }
            }
        }
    }

    /// Adds a level, merged from the topmost one, which still has all of its rows.
    private mutating func grow() {
        let source = levels.count - 1
        let rows = levels[source].end
        levels.append(Level())
        values.append(contentsOf: repeatElement(0, count: capacity * rowStride))
        flags.append(contentsOf: repeatElement(0, count: capacity * columnCount))
        spans.append(contentsOf: repeatElement(Span(), count: capacity))
        let groups = rows / Self.fan
        for group in 0...groups {
            let children = group * Self.fan..<min(rows, (group + 1) * Self.fan)
            fold(rows: children, of: source, intoRow: group)
        }
        levels[source + 1].end = groups
        levels[source + 1].children = rows - groups * Self.fan
        var extended = marks
        marks = []
        for index in extended.indices { extend(&extended[index], from: source) }
        marks = extended
    }

    /// Builds a row of the level above from complete rows of this one.
    mutating func fold(rows: Range<Int>, of level: Int, intoRow parent: Int) {
        let capacity = capacity
        withWriter { writer in
            for row in rows {
                writer.fold(
                    level * capacity + row % capacity, into: (level + 1) * capacity + parent % capacity,
                    isFirst: row == rows.lowerBound)
            }
        }
    }
}
