/// A table in plain text: the first column to the left, the others to the right, two spaces between.
struct TextTable {
    private var rows: [[String]] = []

    /// Adds a row; cells without text at its end are left out.
    mutating func add(_ cells: [String]) {
        var cells = cells
        while cells.last?.isEmpty == true { cells.removeLast() }
        rows.append(cells)
    }

    var lines: [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { cells in
            cells.enumerated().map { column, text in
                let gap = String(repeating: " ", count: widths[column] - text.count)
                if column == 0 { return cells.count == 1 ? text : text + gap }
                return gap + text
            }.joined(separator: "  ")
        }
    }
}
