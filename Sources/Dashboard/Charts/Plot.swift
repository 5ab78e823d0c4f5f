import Terminal
import Training

/// A chart's inside: a value axis on the left, a time axis below, and curves in dots between them.
///
/// What is drawn is collected first; ``draw(on:)`` puts it on the canvas from behind to before: axes, dotted lines,
/// curves, signs, the cursor.
struct Plot {
    /// Where the curves are.
    let area: Rect
    let time: TimeAxis
    let value: ValueAxis
    let glyphs: ChartGlyphs
    var dots: DotCanvas
    private let inner: Rect
    private let valueTicks: [Tick]
    private let hasTimeAxis: Bool
    /// Signs of each cell column, drawn over the curves.
    private var signs: [ColumnSigns]
    private var marks: [ChartMark] = []
    private var points: [(column: Int, row: Int, cell: Cell)] = []
    private var cursor: Int?

    /// What a cell column of the plot has to say beside its curve.
    struct ColumnSigns: OptionSet, Sendable {
        let rawValue: UInt8
        static let nan = ColumnSigns(rawValue: 1)
        static let infinity = ColumnSigns(rawValue: 2)
        static let above = ColumnSigns(rawValue: 4)
        static let below = ColumnSigns(rawValue: 8)
    }

    /// - Parameter shown: the values that the curves span: where rows are too few for round places to tell the range,
    ///   its ends are labeled.
    init(inner: Rect, time: TimeAxis, value: ValueAxis, charset: Charset, shown: ClosedRange<Double>? = nil) {
        self.inner = inner
        self.time = time
        self.value = value
        glyphs = ChartGlyphs.of(charset)
        hasTimeAxis = inner.rows >= 5 && inner.columns >= 12
        let rows = inner.rows - (hasTimeAxis ? 2 : 0)
        valueTicks = inner.columns >= 20 && rows >= 2 ? value.ticks(rows: rows, shown: shown) : []
        let labels = valueTicks.map(\.label.columnWidth).max() ?? 0
        let gutter = valueTicks.isEmpty ? 0 : min(labels, 8) + 1
        area = Rect(column: inner.column + gutter, row: inner.row, columns: inner.columns - gutter, rows: rows)
        dots = DotCanvas(area: area, charset: charset)
        signs = Array(repeating: [], count: area.columns)
    }

    /// The dot column of a step.
    func x(_ step: Double) -> Int {
        let place = time.fraction(step) * Double(dots.columns - 1)
        return place.isFinite ? Int(min(1e6, max(-1e6, place)).rounded()) : -1
    }

    /// The dot row of a value; outside the area for values beyond the axis.
    func y(_ number: Double) -> Int {
        let place = (1 - value.fraction(number)) * Double(dots.rows - 1)
        if place.isNaN { return -1 }
        return Int(min(1e6, max(-1e6, place)).rounded())
    }

    /// The step under a place of the canvas: that of the middle of its cell; the nearest one beside the area.
    func step(at point: Point) -> Double? {
        guard dots.columns > 1 else { return nil }
        let inCell = Double(dots.columns / max(1, area.columns) - 1) / 2
        let dot = Double(point.column - area.column) * Double(dots.columns) / Double(area.columns) + inCell
        return time.step(atFraction: min(1, max(0, dot / Double(dots.columns - 1))))
    }

    /// The cell column of a dot column, from the left edge of the area.
    private func cell(_ x: Int) -> Int { x * area.columns / max(1, dots.columns) }
}

// MARK: - What is in it

extension Plot {
    /// Fills between the extremes of each bucket and joins their means; notes what is not finite or beyond the axis.
    mutating func addBand(_ buckets: [Bucket], _ ink: DotInk) {
        var means: [(x: Int, y: Int)?] = []
        means.reserveCapacity(buckets.count)
        for bucket in buckets {
            addSigns(of: bucket)
            guard bucket.hasFiniteValues else {
                means.append(nil)
                continue
            }
            let left = x(Double(bucket.firstStep))
            let right = max(left, x(Double(bucket.lastStep)))
            let top = y(Double(bucket.maximum))
            let bottom = y(Double(bucket.minimum))
            for column in max(0, left)...max(0, left, min(right, dots.columns - 1)) {
                dots.column(column, from: top, through: bottom, ink)
            }
            means.append((x(bucket.center), y(Double(bucket.mean))))
        }
        dots.polyline(means, ink)
    }

    /// A line through values at steps; `nil` interrupts it.
    mutating func addLine(_ values: [(step: Double, value: Double?)], _ ink: DotInk) {
        dots.polyline(values.map { entry in entry.value.map { (x(entry.step), y($0)) } }, ink)
    }

    /// Notes at the upper and lower edge what the curve cannot show.
    mutating func addSigns(of bucket: Bucket) {
        var found: ColumnSigns = []
        if bucket.nonFinite.contains(.nan) { found.insert(.nan) }
        if !bucket.nonFinite.isDisjoint(with: [.infinity, .negativeInfinity]) { found.insert(.infinity) }
        if bucket.hasFiniteValues {
            if value.fraction(Double(bucket.maximum)) > 1 { found.insert(.above) }
            if value.fraction(Double(bucket.minimum)) < 0 { found.insert(.below) }
        }
        guard !found.isEmpty else { return }
        let left = cell(x(Double(bucket.firstStep)))
        let right = cell(x(Double(bucket.lastStep)))
        guard right >= 0, left < signs.count else { return }
        for column in max(0, left)...min(signs.count - 1, max(0, left, right)) { signs[column].formUnion(found) }
    }

    /// A single sign at a step and a value.
    mutating func addPoint(step: Double, value number: Double, _ cell: Cell) {
        let x = x(step)
        let y = y(number)
        guard x >= 0, y >= 0, x < dots.columns, y < dots.rows else { return }
        points.append((area.column + self.cell(x), area.row + y * area.rows / max(1, dots.rows), cell))
    }

    mutating func addMarks(_ marks: [ChartMark]) { self.marks = marks }

    mutating func addCursor(_ step: Int?) { cursor = step }
}

// MARK: - On the canvas

extension Plot {
    func draw(on canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        drawAxes(on: &canvas)
        drawMarkLines(on: &canvas)
        dots.draw(on: &canvas)
        drawSigns(on: &canvas)
        for point in points { canvas[point.column, point.row] = point.cell }
        drawCursor(on: &canvas)
        drawMarkNumbers(on: &canvas)
    }

    private func drawAxes(on canvas: inout Canvas) {
        let style = Style(.border)
        let label = Style(.dim)
        let axisColumn = area.column - 1
        if !valueTicks.isEmpty {
            for row in area.row..<area.endRow { canvas[axisColumn, row] = Cell(glyphs.axis, style) }
            var lastRow = Int.max
            for tick in valueTicks {
                let y = y(tick.value)
                guard y >= 0, y < dots.rows else { continue }
                let row = area.row + y * area.rows / max(1, dots.rows)
                guard row < lastRow else { continue }
                lastRow = row
                canvas[axisColumn, row] = Cell(glyphs.axisTick, style)
                let text = tick.label.prefix(8)
                canvas.write(text, column: axisColumn - text.count, row: row, style: label, clip: inner)
            }
        }
        guard hasTimeAxis else { return }
        let row = area.endRow
        for column in area.column..<area.endColumn { canvas[column, row] = Cell(glyphs.axisBase, style) }
        if !valueTicks.isEmpty { canvas[axisColumn, row] = Cell(glyphs.axisCorner, style) }
        drawTimeLabels(row: row, on: &canvas)
    }

    private func drawTimeLabels(row: Int, on canvas: inout Canvas) {
        let unit = time.kind.unit
        var limit = area.endColumn
        if area.columns >= 24 {
            limit -= unit.count
            canvas.write(unit, column: limit, row: row + 1, style: Style(.dim), clip: inner)
        }
        var end = inner.column - 1
        for tick in time.ticks(count: max(2, area.columns / 10)) {
            guard tick.fraction >= -1e-9, tick.fraction <= 1 + 1e-9 else { continue }
            let x = Int((tick.fraction * Double(dots.columns - 1)).rounded())
            let column = area.column + cell(x)
            guard column < area.endColumn else { continue }
            canvas[column, row] = Cell(glyphs.axisBaseTick, Style(.border))
            let width = tick.label.columnWidth
            let start = max(inner.column, column - width / 2)
            guard start > end, start + width < limit else { continue }
            canvas.write(tick.label, column: start, row: row + 1, style: Style(.dim), clip: inner)
            end = start + width
        }
    }

    private func drawMarkLines(on canvas: inout Canvas) {
        let style = Style(.mark)
        for mark in marks {
            guard let column = column(of: Double(mark.step)) else { continue }
            for row in area.row..<area.endRow { canvas[column, row] = Cell(glyphs.markLine, style) }
        }
    }

    /// Numbers stand on their line at the top, on the next row where another one is in the way.
    private func drawMarkNumbers(on canvas: inout Canvas) {
        var ends = Array(repeating: Int.min, count: max(1, min(3, area.rows - 1)))
        for mark in marks.sorted(by: { $0.step < $1.step }) {
            guard let column = column(of: Double(mark.step)) else { continue }
            let text = glyphs.number(mark.number) + (mark.isPending ? "?" : "")
            let start = max(area.column, min(column, area.endColumn - text.columnWidth))
            guard let row = ends.firstIndex(where: { $0 < start }) else { continue }
            ends[row] = start + text.columnWidth - 1
            let style = Style(mark.isPending ? .dim : .mark, bold: !mark.isPending)
            canvas.write(text, column: start, row: area.row + row, style: style, clip: area)
        }
    }

    private func drawSigns(on canvas: inout Canvas) {
        let style = Style(.bad, bold: true)
        for (index, found) in signs.enumerated() where !found.isEmpty {
            let column = area.column + index
            if found.contains(.below) { canvas[column, area.endRow - 1] = Cell(glyphs.below, Style(.warning)) }
            if found.contains(.above) { canvas[column, area.row] = Cell(glyphs.above, Style(.warning)) }
            if found.contains(.nan) || found.contains(.infinity) {
                canvas[column, area.row] = Cell(glyphs.nonFinite, style)
            }
        }
        // Each stretch of them says once what it is.
        var previous: ColumnSigns = []
        for (index, found) in signs.enumerated() {
            let isNonFinite = !found.isDisjoint(with: [.nan, .infinity])
            if isNonFinite, previous.isDisjoint(with: [.nan, .infinity]), area.rows > 1 {
                let word = found.contains(.nan) ? "NaN" : "Inf"
                let start = max(area.column, min(area.column + index, area.endColumn - word.count))
                canvas.write(word, column: start, row: area.row + 1, style: style, clip: area)
            }
            previous = found
        }
    }

    private func drawCursor(on canvas: inout Canvas) {
        guard let cursor, let column = column(of: Double(cursor)) else { return }
        for row in area.row..<area.endRow {
            var cell = canvas[column, row]
            if cell.character == " " || cell.character == glyphs.markLine { cell.character = glyphs.cursorLine }
            cell.style = Style(.cursor)
            canvas[column, row] = cell
        }
    }

    /// The canvas column of a step in view.
    func column(of step: Double) -> Int? {
        let x = x(step)
        guard x >= 0, x < dots.columns else { return nil }
        return area.column + cell(x)
    }
}
