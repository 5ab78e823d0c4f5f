import Terminal

/// The cells of an emulated terminal and what moves in them.
struct ScreenGrid {
    private(set) var size: Size
    private var lines: [[Character]]
    private(set) var column = 0
    private(set) var row = 0
    private var top = 0
    private var bottom: Int
    /// The last column was written; the next character goes to the next line.
    private var isWrapPending = false

    init(_ size: Size) {
        self.size = size
        lines = Array(repeating: Array(repeating: " ", count: size.columns), count: size.rows)
        bottom = size.rows - 1
    }

    var rows: [String] { lines.map { String($0.filter { $0 != "\u{0}" }) } }

    mutating func resize(to newSize: Size) {
        var resized = ScreenGrid(newSize)
        for row in 0..<min(size.rows, newSize.rows) {
            for column in 0..<min(size.columns, newSize.columns) { resized.lines[row][column] = lines[row][column] }
        }
        resized.move(column: column, row: row)
        self = resized
    }

    mutating func move(column: Int, row: Int) {
        self.column = max(0, min(size.columns - 1, column))
        self.row = max(0, min(size.rows - 1, row))
        isWrapPending = false
    }

    mutating func put(_ character: Character) {
        let width = character.columnWidth
        guard width > 0 else { return }
        if isWrapPending || column + width > size.columns {
            carriageReturn()
            lineFeed()
        }
        lines[row][column] = character
        if width == 2, column + 1 < size.columns { lines[row][column + 1] = "\u{0}" }
        column += width
        if column >= size.columns {
            column = size.columns - 1
            isWrapPending = true
        }
    }

    mutating func carriageReturn() { move(column: 0, row: row) }
    mutating func backspace() { move(column: column - 1, row: row) }
    mutating func tab() { move(column: (column / 8 + 1) * 8, row: row) }

    mutating func lineFeed() {
        if row == bottom { scrollUp(1) } else { move(column: column, row: row + 1) }
    }

    mutating func reverseLineFeed() {
        if row == top { scrollDown(1) } else { move(column: column, row: row - 1) }
    }

    mutating func setScrollRegion(top: Int, bottom: Int) {
        self.top = max(0, min(top, size.rows - 1))
        self.bottom = max(self.top, min(bottom, size.rows - 1))
        move(column: 0, row: 0)
    }

    mutating func scrollUp(_ count: Int) { shift(from: top, by: count) }
    mutating func scrollDown(_ count: Int) { shift(from: top, by: -count) }
    mutating func deleteLines(_ count: Int) { shift(from: row, by: count) }
    mutating func insertLines(_ count: Int) { shift(from: row, by: -count) }

    private mutating func shift(from first: Int, by count: Int) {
        guard first <= bottom else { return }
        let old = lines
        for row in first...bottom {
            let source = row + count
            lines[row] = source >= first && source <= bottom ? old[source] : blankLine
        }
    }

    mutating func erase(row: Int, columns: Range<Int>) {
        for column in columns.clamped(to: 0..<size.columns) { lines[row][column] = " " }
    }

    mutating func eraseScreen(rows: Range<Int>) {
        for row in rows.clamped(to: 0..<size.rows) { lines[row] = blankLine }
    }

    mutating func insertCharacters(_ count: Int) {
        let count = min(count, size.columns - column)
        lines[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
        lines[row].removeLast(count)
    }

    mutating func deleteCharacters(_ count: Int) {
        let count = min(count, size.columns - column)
        lines[row].removeSubrange(column..<column + count)
        lines[row] += Array(repeating: " ", count: count)
    }

    private var blankLine: [Character] { Array(repeating: " ", count: size.columns) }
}
