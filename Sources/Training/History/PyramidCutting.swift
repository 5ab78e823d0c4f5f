extension Pyramid {
    /// The rows being built at a step that may be gone back to; with them, cutting there is exact at any distance.
    struct Mark: Sendable {
        let step: Int
        var levels: [Level]
        /// The row being built of each level (level 0 has none).
        var values: [Float]
        var flags: [UInt8]
        var spans: [Span]

        var byteCount: Int { 4 * values.capacity + flags.capacity + spans.capacity * MemoryLayout<Span>.stride }
    }

    /// How many marks are kept; the oldest give way.
    static let markLimit = 64

    /// Asks to remember the state after a step (which may still have to arrive), so that ``cut(toStep:)`` is exact there.
    mutating func mark(step: Int) {
        guard step >= lastStep else { return }
        if marks.last?.step == step || awaitedMarks.contains(step) { return }
        let index = awaitedMarks.firstIndex { $0 > step } ?? awaitedMarks.count
        awaitedMarks.insert(step, at: index)
        if awaitedMarks.count > Self.markLimit { awaitedMarks.removeFirst() }
    }

    /// Remembers the rows being built, before the first row past `step` is merged into them.
    mutating func remember(step: Int) {
        awaitedMarks.removeAll { $0 <= step }
        var mark = Mark(step: step, levels: levels, values: [], flags: [], spans: [])
        mark.values.reserveCapacity(levels.count * rowStride)
        for (index, level) in levels.enumerated() { copyRow(slot(level: index, row: level.end), to: &mark) }
        marks.append(mark)
        if marks.count > Self.markLimit { marks.removeFirst() }
    }

    private func copyRow(_ slot: Int, to mark: inout Mark) {
        mark.values.append(contentsOf: values[slot * rowStride..<(slot + 1) * rowStride])
        mark.flags.append(contentsOf: flags[slot * columnCount..<(slot + 1) * columnCount])
        mark.spans.append(spans[slot])
    }

    /// Gives a mark the level that was just added above `source`.
    mutating func extend(_ mark: inout Mark, from source: Int) {
        let rows = mark.levels[source].end
        let groups = rows / Self.fan
        // The new level's own row being built is made anew in its place for a moment, then put back.
        let place = slot(level: source + 1, row: capacity - 1)
        fold(rows: groups * Self.fan..<rows, of: source, intoRow: capacity - 1)
        mark.levels.append(Level(start: 0, end: groups, children: rows - groups * Self.fan))
        copyRow(place, to: &mark)
    }

    /// Forgets every step after `step`.
    ///
    /// Exact where a mark stands or where the finer levels still reach back to; otherwise up to one row of the finest
    /// level that does (less than a 250th of the distance gone back) is given up before the cut.
    mutating func cut(toStep step: Int) {
        guard step < lastStep else { return }
        awaitedMarks.removeAll { $0 > step }
        marks.removeAll { $0.step > step }
        if let mark = marks.last, mark.step == step {
            restore(mark)
        } else {
            rebuild(toStep: step)
        }
        lastStep = min(step, latestCoveredStep)
    }

    private mutating func restore(_ mark: Mark) {
        for (index, level) in mark.levels.enumerated() where index < levels.count {
            levels[index].end = level.end
            levels[index].children = level.children
            levels[index].start = min(levels[index].start, level.end)
            let slot = slot(level: index, row: level.end)
            values.replaceSubrange(
                slot * rowStride..<(slot + 1) * rowStride,
                with: mark.values[index * rowStride..<(index + 1) * rowStride])
            flags.replaceSubrange(
                slot * columnCount..<(slot + 1) * columnCount,
                with: mark.flags[index * columnCount..<(index + 1) * columnCount])
            spans[slot] = mark.spans[index]
        }
    }

    /// Keeps the complete rows up to a step, coarsest level first, and merges the rows being built from what is left.
    private mutating func rebuild(toStep step: Int) {
        var parents = 0
        for index in levels.indices.reversed() {
            let isTop = index == levels.count - 1
            let lower = isTop ? 0 : parents * Self.fan
            let level = levels[index]
            var end = max(lower, level.start)
            let upper = isTop ? level.end : min(level.end, lower + Self.fan)
            while end < upper, spans[slot(level: index, row: end)].last <= step { end += 1 }
            // Nothing left of this level: whatever stood after the last complete parent is unknown.
            if end == level.start, level.start > lower { end = lower }
            levels[index].end = end
            levels[index].start = min(level.start, end)
            levels[index].children = 0
            parents = end
        }
        for index in levels.indices.dropFirst() {
            let below = levels[index - 1]
            let first = levels[index].end * Self.fan
            levels[index].children = max(0, below.end - first)
            let rows = max(first, below.start)..<max(first, below.start, below.end)
            fold(rows: rows, of: index - 1, intoRow: levels[index].end)
        }
        // A mark that counts rows which are now unknown would bring others back in their place.
        marks.removeAll { mark in zip(mark.levels, levels).contains { $0.end > $1.end } }
    }

    /// The last step that some row covers.
    private var latestCoveredStep: Int {
        for (index, level) in levels.enumerated() {
            if index > 0, level.children > 0 { return spans[slot(level: index, row: level.end)].last }
            if level.end > level.start { return spans[slot(level: index, row: level.end - 1)].last }
        }
        return 0
    }
}
