extension Canvas {
    /// A run of neighboring cells in one row that differ.
    public struct Change: Sendable, Hashable {
        public let row: Int
        public let columns: Range<Int>
    }

    /// What must be drawn to turn `old` into this canvas: everything, if the sizes differ.
    ///
    /// A row with wide characters on either side is one change as a whole, so that no half of one is left standing.
    ///
    /// - Complexity: O(cells).
    public func changes(since old: Canvas) -> [Change] {
        let columns = size.columns
        guard columns > 0 else { return [] }
        guard old.size == size else { return (0..<size.rows).map { Change(row: $0, columns: 0..<columns) } }
        var changes: [Change] = []
        for row in 0..<size.rows {
            let start = row * columns
            var column = 0
            let first = changes.count
            while column < columns {
                if cells[start + column] == old.cells[start + column] {
                    column += 1
                    continue
                }
                let begin = column
                while column < columns, cells[start + column] != old.cells[start + column] { column += 1 }
                changes.append(Change(row: row, columns: begin..<column))
            }
            let range = start..<start + columns
            if changes.count > first,
                cells[range].contains(.continuation) || old.cells[range].contains(.continuation)
            {
                changes.removeSubrange(first...)
                changes.append(Change(row: row, columns: 0..<columns))
            }
        }
        return changes
    }
}
