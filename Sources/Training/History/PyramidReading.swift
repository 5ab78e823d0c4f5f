extension Pyramid {
    /// What a column did over a range of steps, as at most `count` buckets in order; stretches without rows have none.
    ///
    /// - Complexity: O(count), whatever the length of the history.
    func buckets(column: Int, steps: ClosedRange<Int>, count: Int) -> [Bucket] {
        guard count > 0, column >= 0, column < columnCount, let steps = covered(steps) else { return [] }
        var merger = BucketMerger(steps: steps, count: count)
        forEachRow(in: steps, level: level(for: Double(steps.count) / Double(count))) { slot in
            merger.add(bucket(slot: slot, column: column))
        }
        return merger.buckets
    }

    /// The finest row that covers a step, or the nearest one before it; `nil` before the first.
    func bucket(column: Int, at step: Int) -> Bucket? {
        guard column >= 0, column < columnCount, let first = firstStep, step >= first else { return nil }
        for (index, level) in levels.enumerated() {
            if level.end > level.start, spans[slot(level: index, row: level.start)].first <= step {
                let row = firstRow(level: index, endingAtOrAfter: step)
                if row < level.end, spans[slot(level: index, row: row)].first <= step {
                    return bucket(slot: slot(level: index, row: row), column: column)
                }
            }
            if level.children > 0, index > 0, spans[slot(level: index, row: level.end)].first <= step,
                spans[slot(level: index, row: level.end)].last >= step
            {
                return bucket(slot: slot(level: index, row: level.end), column: column)
            }
        }
        // Between two rows or after the last: what was there before.
        var nearest: Bucket?
        for (index, level) in levels.enumerated() {
            let row = firstRow(level: index, endingAtOrAfter: step + 1) - 1
            guard row >= level.start, row < level.end else { continue }
            let candidate = bucket(slot: slot(level: index, row: row), column: column)
            if candidate.lastStep > nearest?.lastStep ?? -1 { nearest = candidate }
        }
        return nearest
    }

    /// The part of a range that any row may cover.
    func covered(_ steps: ClosedRange<Int>) -> ClosedRange<Int>? {
        guard let first = firstStep else { return nil }
        let lower = max(first, steps.lowerBound)
        let upper = min(lastStep, steps.upperBound)
        return lower <= upper ? lower...upper : nil
    }

    /// The coarsest level whose rows are no wider than `width` steps.
    func level(for width: Double) -> Int {
        var best = 0
        for (index, level) in levels.enumerated() where level.end > level.start {
            let first = spans[slot(level: index, row: level.start)].first
            let last = spans[slot(level: index, row: level.end - 1)].last
            if Double(last - first + 1) <= width * Double(level.end - level.start) { best = index }
        }
        return best
    }

    /// Visits rows in order that together cover what is known of the range: those of `level` as far back as they
    /// reach, coarser ones before, and the rows being built at the end.
    @inline(__always)
    func forEachRow(in steps: ClosedRange<Int>, level finest: Int, _ body: (_ slot: Int) -> Void) {
        var position = steps.lowerBound
        for index in stride(from: levels.count - 1, through: finest, by: -1) {
            let limit = min(steps.upperBound + 1, firstCompleteStep(levels: finest..<index))
            let level = levels[index]
            var row = firstRow(level: index, endingAtOrAfter: position)
            while row < level.end || (row == level.end && level.children > 0) {
                let slot = slot(level: index, row: row)
                let span = spans[slot]
                if span.first >= limit { break }
                if span.last >= position {
                    body(slot)
                    position = span.last + 1
                }
                row += 1
            }
        }
        for index in stride(from: finest - 1, through: 1, by: -1) where levels[index].children > 0 {
            let slot = slot(level: index, row: levels[index].end)
            if spans[slot].first >= position, spans[slot].first <= steps.upperBound {
                body(slot)
                position = spans[slot].last + 1
            }
        }
    }

    /// Where complete rows of some of these levels begin.
    private func firstCompleteStep(levels range: Range<Int>) -> Int {
        for index in range.reversed() where levels[index].end > levels[index].start {
            return spans[slot(level: index, row: levels[index].start)].first
        }
        return .max
    }

    /// The first complete row of a level that ends at a step or after it; `end` if there is none.
    private func firstRow(level index: Int, endingAtOrAfter step: Int) -> Int {
        var low = levels[index].start
        var high = levels[index].end
        while low < high {
            let middle = (low + high) / 2
            if spans[slot(level: index, row: middle)].last < step { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
