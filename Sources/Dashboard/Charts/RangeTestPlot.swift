import Terminal
import Training

/// Loss against learning rate, on a logarithmic axis of rates: every step's loss behind, the smoothed curve before it,
/// a dotted line at each proposal and one at the rate in force.
struct RangeTestPlot {
    let sweep: RateSweep?
    let proposals: [Double]
    let selected: Double?
    let current: Double?
    let charset: Charset

    private var glyphs: ChartGlyphs { ChartGlyphs.of(charset) }
    private var rates: ValueAxis {
        let range = sweep?.range ?? .standard
        return ValueAxis(range: Ticks.exponent(range.lowest)...Ticks.exponent(range.highest), isLogarithmic: true)
    }

    func render(in rect: Rect, on canvas: inout Canvas) {
        let points = sweep?.points ?? []
        guard rect.rows >= 4, rect.columns >= 20 else { return }
        guard !points.isEmpty else {
            rect.writeCentered("waiting for the first losses", on: &canvas)
            return
        }
        let losses = lossAxis(points)
        let rows = rect.rows - 2
        let ticks = losses.ticks(count: max(2, rows / 2))
        let gutter = min(8, ticks.map(\.label.columnWidth).max() ?? 0) + 1
        let area = Rect(column: rect.column + gutter, row: rect.row, columns: rect.columns - gutter, rows: rows)
        drawAxes(ticks, losses, rect: rect, area: area, on: &canvas)
        for rate in proposals { drawLine(at: rate, Style(.mark, bold: rate == selected), area: area, on: &canvas) }
        if let current { drawLine(at: current, Style(.dim), area: area, on: &canvas) }
        var dots = DotCanvas(area: area, charset: charset)
        let rateAxis = rates
        func polyline(_ value: (RateSweep.Point) -> Double, _ ink: DotInk) {
            dots.polyline(
                points.map { point in
                    (
                        Self.place(rateAxis.fraction(point.rate), of: dots.columns),
                        Self.place(1 - losses.fraction(value(point)), of: dots.rows)
                    )
                }, ink)
        }
        polyline(\.loss, .ghost)
        polyline(\.smoothed, .train)
        dots.draw(on: &canvas)
        drawLabels(area: area, on: &canvas)
    }

    /// The smoothed curve seen whole, but not how far it shot up at its end.
    private func lossAxis(_ points: [RateSweep.Point]) -> ValueAxis {
        let least = points.map(\.smoothed).min() ?? 0
        let most = max(points[0].smoothed, 2 * least)
        return ValueAxis(
            core: points.map { min($0.smoothed, most) }, extremes: points.map(\.loss).filter { $0 <= most },
            isLogarithmic: false)
    }

    private static func place(_ fraction: Double, of count: Int) -> Int {
        let place = fraction * Double(count - 1)
        return place.isFinite ? Int(min(1e6, max(-1e6, place)).rounded()) : -1
    }

    private func column(of rate: Double, in area: Rect) -> Int? {
        let place = Self.place(rates.fraction(rate), of: area.columns)
        return place >= 0 && place < area.columns ? area.column + place : nil
    }

    private func drawAxes(_ ticks: [Tick], _ losses: ValueAxis, rect: Rect, area: Rect, on canvas: inout Canvas) {
        let style = Style(.border)
        let axis = area.column - 1
        for row in area.row..<area.endRow { canvas[axis, row] = Cell(glyphs.axis, style) }
        for tick in ticks {
            let row = area.row + Self.place(1 - losses.fraction(tick.value), of: area.rows)
            guard row >= area.row, row < area.endRow else { continue }
            canvas[axis, row] = Cell(glyphs.axisTick, style)
            let text = tick.label.prefix(8)
            canvas.write(text, column: axis - text.count, row: row, style: Style(.dim), clip: rect)
        }
        for column in area.column..<area.endColumn { canvas[column, area.endRow] = Cell(glyphs.axisBase, style) }
        canvas[axis, area.endRow] = Cell(glyphs.axisCorner, style)
        let unit = "lr"
        canvas.write(
            unit, column: rect.endColumn - unit.count, row: area.endRow + 1, style: Style(.dim), clip: rect)
        var end = rect.column - 1
        for tick in rates.ticks(count: max(2, area.columns / 8)) {
            guard let column = column(of: tick.value, in: area) else { continue }
            canvas[column, area.endRow] = Cell(glyphs.axisBaseTick, style)
            let start = max(rect.column, column - tick.label.columnWidth / 2)
            guard start > end, start + tick.label.columnWidth < rect.endColumn - unit.count else { continue }
            end = canvas.write(tick.label, column: start, row: area.endRow + 1, style: Style(.dim), clip: rect)
        }
    }

    private func drawLine(at rate: Double, _ style: Style, area: Rect, on canvas: inout Canvas) {
        guard let column = column(of: rate, in: area) else { return }
        for row in area.row..<area.endRow { canvas[column, row] = Cell(glyphs.markLine, style) }
    }

    /// The proposals' numbers on top of their lines, the rate in force below, where nothing is in the way.
    private func drawLabels(area: Rect, on canvas: inout Canvas) {
        for (index, rate) in proposals.enumerated() {
            guard let column = column(of: rate, in: area) else { continue }
            let text = glyphs.number(index + 1)
            canvas.write(
                text, column: min(column, area.endColumn - text.columnWidth), row: area.row,
                style: Style(rate == selected ? .selection : .mark, bold: true), clip: area)
        }
        guard let current, let column = column(of: current, in: area) else { return }
        canvas.write(
            "now", column: min(column, area.endColumn - 3), row: area.endRow - 1, style: Style(.dim), clip: area)
    }
}
