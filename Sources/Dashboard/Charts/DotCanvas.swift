import Terminal

/// A part of a canvas seen as dots: 2×4 to a cell in Braille, 1×2 in blocks, one in ASCII.
///
/// Dots are counted from the upper left; those outside are left out.
struct DotCanvas {
    let area: Rect
    let charset: Charset
    /// Dots in the whole area.
    let columns: Int
    let rows: Int
    private let cellColumns: Int
    private let cellRows: Int
    private var masks: [UInt8]
    private var inks: [UInt8]

    init(area: Rect, charset: Charset) {
        self.area = area
        self.charset = charset
        (cellColumns, cellRows) = Self.dotsPerCell(charset)
        columns = area.columns * cellColumns
        rows = area.rows * cellRows
        masks = Array(repeating: 0, count: area.columns * area.rows)
        inks = masks
    }

    /// How many dots a cell has, across and down.
    static func dotsPerCell(_ charset: Charset) -> (columns: Int, rows: Int) {
        switch charset {
        case .braille: (2, 4)
        case .block: (1, 2)
        case .ascii: (1, 1)
        }
    }

    /// Sets one dot.
    @inline(__always)
    mutating func set(_ x: Int, _ y: Int, _ ink: DotInk) {
        guard x >= 0, y >= 0, x < columns, y < rows else { return }
        let cell = y / cellRows * area.columns + x / cellColumns
        if inks[cell] > ink.rawValue { return }
        if inks[cell] < ink.rawValue {
            inks[cell] = ink.rawValue
            masks[cell] = 0
        }
        masks[cell] |= bit(x % cellColumns, y % cellRows)
    }

    /// Sets a vertical run of dots, ends included. Inside of a band every other dot is left out, which keeps it light
    /// beside the lines.
    mutating func column(_ x: Int, from top: Int, through bottom: Int, _ ink: DotInk) {
        let first = max(0, top)
        let last = min(rows - 1, bottom)
        guard first <= last else { return }
        let isSparse = ink == .band && charset == .braille && bottom - top > 3
        for y in first...last where !isSparse || y == top || y == bottom || (x + y).isMultiple(of: 2) {
            set(x, y, ink)
        }
    }

    /// Draws lines through the points in order, dashed as the ink is; `nil` interrupts them.
    mutating func polyline(_ points: [(x: Int, y: Int)?], _ ink: DotInk) {
        var previous: (x: Int, y: Int)?
        var pace = 0
        for point in points {
            defer { previous = point }
            guard let point else { continue }
            if let previous {
                line(from: previous, to: point, ink, pace: &pace)
            } else {
                set(point.x, point.y, ink)
                pace = 1
            }
        }
    }

    /// A straight line without its first dot (Bresenham 1965).
    private mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ ink: DotInk, pace: inout Int) {
        // Far outside points must not cost time.
        let limit = 4 * (columns + rows) + 16
        let end = (x: min(limit, max(-limit, end.x)), y: min(limit, max(-limit, end.y)))
        var at = (x: min(limit, max(-limit, start.x)), y: min(limit, max(-limit, start.y)))
        let dx = abs(end.x - at.x)
        let dy = -abs(end.y - at.y)
        let stepX = at.x < end.x ? 1 : -1
        let stepY = at.y < end.y ? 1 : -1
        let dash = ink.dash
        var error = dx + dy
        while at.x != end.x || at.y != end.y {
            let twice = 2 * error
            if twice >= dy {
                error += dy
                at.x += stepX
            }
            if twice <= dx {
                error += dx
                at.y += stepY
            }
            if pace % (dash.on + dash.off) < dash.on { set(at.x, at.y, ink) }
            pace += 1
        }
    }

    /// Whether a cell of the area has dots.
    func hasDots(column: Int, row: Int) -> Bool {
        guard area.contains(Point(column: column, row: row)) else { return false }
        return masks[(row - area.row) * area.columns + column - area.column] != 0
    }

    /// Writes the cells that have dots.
    func draw(on canvas: inout Canvas) {
        for row in 0..<area.rows {
            for column in 0..<area.columns {
                let index = row * area.columns + column
                guard masks[index] != 0, let ink = DotInk(rawValue: inks[index]) else { continue }
                canvas[area.column + column, area.row + row] = Cell(sign(masks[index], ink), Style(ink.role))
            }
        }
    }

    @inline(__always)
    private func bit(_ x: Int, _ y: Int) -> UInt8 {
        switch charset {
        // Unicode numbers the dots 1 2 3 7 down the left, 4 5 6 8 down the right.
        case .braille: y == 3 ? (x == 0 ? 0x40 : 0x80) : (x == 0 ? 1 : 8) << UInt8(y)
        case .block: y == 0 ? 1 : 2
        case .ascii: 1
        }
    }

    private func sign(_ mask: UInt8, _ ink: DotInk) -> Character {
        switch charset {
        case .braille: Self.brailleSigns[Int(mask)]
        case .block: ink == .band ? "░" : mask == 1 ? "▀" : mask == 2 ? "▄" : "█"
        case .ascii: ink.asciiSign
        }
    }

    private static let brailleSigns: [Character] = (0..<256).map { mask in
        Unicode.Scalar(0x2800 + UInt32(mask)).map(Character.init) ?? " "
    }
}
