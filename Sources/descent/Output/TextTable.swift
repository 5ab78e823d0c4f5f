import Terminal

/// A table in plain text: the first column to the left, the others to the right, two spaces between.
struct TextTable {
    private var rows: [[String]] = []

    /// Adds a row; cells without text at its end are left out.
    mutating func add(_ cells: [String]) {
        // Measured as they will be shown.
        var cells = cells.map(\.harmless)
        while cells.last?.isEmpty == true { cells.removeLast() }
        rows.append(cells)
    }

    var lines: [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].columnWidth : 0 }.max() ?? 0
        }
        return rows.map { cells in
            cells.enumerated().map { column, text in
                if column == 0 { return cells.count == 1 ? text : text.padded(to: widths[column]) }
                return text.leftPadded(to: widths[column])
            }.joined(separator: "  ")
        }
    }
}
