/// The pyramid's memory while rows are being appended: bare pointers, so that the loop over rows and columns does
/// nothing but move floats.
struct PyramidWriter {
    let columnCount: Int
    let capacity: Int
    let levelCount: Int
    let levels: UnsafeMutablePointer<Pyramid.Level>
    let values: UnsafeMutablePointer<Float>
    let flags: UnsafeMutablePointer<UInt8>
    let spans: UnsafeMutablePointer<Pyramid.Span>

    /// One row to append: its planes of `columnCount` floats may be one and the same.
    struct Row {
        var first: Int
        var last: Int
        var minima: UnsafePointer<Float>
        var means: UnsafePointer<Float>
        var maxima: UnsafePointer<Float>
        /// Given for a row that was a pyramid's before and is taken over as it is.
        var flags: UnsafePointer<UInt8>?
    }

    /// Appends one row; tells whether the topmost level is full, so that one must be added before the next row.
    @inline(__always)
    func append(_ row: Row) -> Bool {
        var child = levels[0].end % capacity
        store(row, slot: child)
        close(level: 0)
        var level = 1
        while level < levelCount {
            let parent = level * capacity + levels[level].end % capacity
            fold(child, into: parent, isFirst: levels[level].children == 0)
            levels[level].children += 1
            if levels[level].children < Pyramid.fan { break }
            levels[level].children = 0
            close(level: level)
            child = parent
            level += 1
        }
        return levels[levelCount - 1].end >= capacity - 1
    }

    /// Completes the row being merged; the next one's slot is given up by the oldest.
    @inline(__always)
    private func close(level: Int) {
        levels[level].end += 1
        levels[level].start = max(levels[level].start, levels[level].end - (capacity - 1))
    }

    /// Merges a complete row into the one above that is being built.
    @inline(__always)
    func fold(_ child: Int, into parent: Int, isFirst: Bool) {
        let count = columnCount
        let source = values + child * 3 * count
        let target = values + parent * 3 * count
        if isFirst {
            target.update(from: source, count: 3 * count)
            spans[parent] = spans[child]
            if spans[child].isFlagged { (flags + parent * count).update(from: flags + child * count, count: count) }
            return
        }
        let share = Float(spans[child].width) / Float(spans[child].last - spans[parent].first + 1)
        let rest = 1 - share
        if spans[child].isFlagged || spans[parent].isFlagged {
            foldFlagged(child, into: parent, share: share)
        } else {
            for column in 0..<count {
                let low = source[column]
                target[column] = low < target[column] ? low : target[column]
            }
            for column in count..<2 * count {
                target[column] = target[column] * rest + source[column] * share
            }
            for column in 2 * count..<3 * count {
                let high = source[column]
                target[column] = high > target[column] ? high : target[column]
            }
        }
        spans[parent].last = spans[child].last
    }

    /// The same where some column is flagged: means of columns without a finite value must not count.
    private func foldFlagged(_ child: Int, into parent: Int, share: Float) {
        let count = columnCount
        let source = values + child * 3 * count
        let target = values + parent * 3 * count
        let sourceFlags = flags + child * count
        let targetFlags = flags + parent * count
        if !spans[parent].isFlagged { targetFlags.update(repeating: 0, count: count) }
        for column in 0..<count {
            if spans[child].isFlagged { targetFlags[column] |= sourceFlags[column] }
            guard source[column] <= source[column + 2 * count] else { continue }
            if target[column] <= target[column + 2 * count] {
                target[column + count] = target[column + count] * (1 - share) + source[column + count] * share
            } else {
                target[column + count] = source[column + count]
            }
            target[column] = min(target[column], source[column])
            target[column + 2 * count] = max(target[column + 2 * count], source[column + 2 * count])
        }
        spans[parent].isFlagged = true
    }

    /// Writes an arriving row into its slot.
    @inline(__always)
    private func store(_ row: Row, slot: Int) {
        let count = columnCount
        let target = values + slot * 3 * count
        target.update(from: row.minima, count: count)
        (target + count).update(from: row.means, count: count)
        (target + 2 * count).update(from: row.maxima, count: count)
        spans[slot] = Pyramid.Span(first: row.first, last: row.last, isFlagged: row.flags != nil)
        if let given = row.flags {
            (flags + slot * count).update(from: given, count: count)
        } else if !(isFinite(row.means, count: count)
            && (row.minima == row.means
                || isFinite(row.minima, count: count) && isFinite(row.maxima, count: count)))
        {
            setAside(slot: slot)
        }
    }

    /// Whether all values are finite: adding one to a full exponent, and to no other, carries into the sign bit.
    @inline(__always)
    private func isFinite(_ values: UnsafePointer<Float>, count: Int) -> Bool {
        var carries: UInt32 = 0
        for index in 0..<count { carries |= (values[index].bitPattern & 0x7f80_0000) &+ 0x0080_0000 }
        return carries & 0x8000_0000 == 0
    }

    /// Turns non-finite values of an arriving row into flags and keeps the finite ones beside them.
    private func setAside(slot: Int) {
        let count = columnCount
        let row = values + slot * 3 * count
        spans[slot].isFlagged = true
        for column in 0..<count {
            let low = row[column]
            let mean = row[column + count]
            let high = row[column + 2 * count]
            let found = NonFinite(low).union(NonFinite(mean)).union(NonFinite(high))
            flags[slot * count + column] = found.rawValue
            if found.isEmpty { continue }
            let least = low.isFinite ? low : high.isFinite ? high : .infinity
            let greatest = high.isFinite ? high : low.isFinite ? low : -.infinity
            row[column] = least
            row[column + 2 * count] = greatest
            if !mean.isFinite { row[column + count] = least <= greatest ? 0.5 * least + 0.5 * greatest : 0 }
        }
    }
}
