/// A grid of cells to draw on. Everything outside it is cut off silently, so panes need no special case for small sizes.
public struct Canvas: Sendable, Hashable {
    public let size: Size
    /// Row by row.
    public private(set) var cells: [Cell]

    public init(_ size: Size) {
        self.size = size
        cells = Array(repeating: .blank, count: size.columns * size.rows)
    }

    /// The whole canvas.
    public var bounds: Rect { Rect(size) }

    /// The cell at a place; reading outside gives a blank, writing there does nothing.
    public subscript(column: Int, row: Int) -> Cell {
        get { contains(column, row) ? cells[row * size.columns + column] : .blank }
        set { if contains(column, row) { cells[row * size.columns + column] = newValue } }
    }

    private func contains(_ column: Int, _ row: Int) -> Bool {
        column >= 0 && row >= 0 && column < size.columns && row < size.rows
    }

    /// Writes text from a cell on, cut at the edges of `clip`; returns the column after it.
    ///
    /// - Complexity: O(characters).
    @discardableResult
    public mutating func write(
        _ text: some StringProtocol, column: Int, row: Int, style: Style = .plain, clip: Rect? = nil
    ) -> Int {
        let clip = clip.map(bounds.intersection) ?? bounds
        var at = column
        for character in text {
            let width = character.columnWidth
            if width == 0 { continue }
            if at + width > clip.endColumn { break }
            if clip.contains(Point(column: at, row: row)) {
                self[at, row] = Cell(character, style)
                if width == 2 { self[at + 1, row] = .continuation }
            }
            at += width
        }
        return at
    }

    /// Fills a rectangle with one cell.
    public mutating func fill(_ rect: Rect, with cell: Cell = .blank) {
        let rect = rect.intersection(bounds)
        for row in rect.row..<rect.endRow {
            for column in rect.column..<rect.endColumn { self[column, row] = cell }
        }
    }

    /// The text plane, a line a row, without trailing blanks: what golden canvases compare.
    public var text: String {
        (0..<size.rows).map { row in
            var line = String(
                cells[row * size.columns..<(row + 1) * size.columns].map(\.character).filter { $0 != "\u{0}" })
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
