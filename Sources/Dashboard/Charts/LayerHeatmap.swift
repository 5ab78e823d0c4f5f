import Terminal
import Training

/// Norms of layers over time: a strip a layer, a column a stretch of steps, its height and color by the norm.
///
/// The color scale has its middle at the healthy norms; the height says the same without color. A spike that leaves the
/// healthy range upwards decides its cell; what is not finite has a sign of its own, as have norms beyond the scale.
struct LayerHeatmap {
    var history: RunHistory
    var time: TimeAxis
    /// The scale of heights.
    var axis: ValueAxis
    var glyphs: ChartGlyphs
    var cursor: Int?

    init(history: RunHistory, time: TimeAxis, layerCount: Int, glyphs: ChartGlyphs, cursor: Int?) {
        self.history = history
        self.time = time
        self.glyphs = glyphs
        self.cursor = cursor
        // A few stretches tell the range the norms move in; what spikes out of it has signs.
        let norms = (0..<layerCount).flatMap { layer in
            history.buckets(
                column: history.layout.column(.gradientNorm, layer: layer), steps: time.wholeSteps, count: 12
            ).filter(\.hasFiniteValues).map { Double($0.mean) }
        }
        axis = GradientScale.axis(for: norms, showing: GradientScale.shownInHeights)
    }

    func draw(layer: Int, in strip: Rect, on canvas: inout Canvas) {
        guard !strip.isEmpty else { return }
        let column = history.layout.column(.gradientNorm, layer: layer)
        var cells = [Bucket?](repeating: nil, count: strip.columns)
        for bucket in history.buckets(column: column, steps: time.wholeSteps, count: strip.columns) {
            // A step stands for the time since the one before it.
            let first = place(Double(bucket.firstStep) - 1, strip.columns)
            let last = max(first, place(Double(bucket.lastStep), strip.columns) - 1)
            guard last >= 0, first < strip.columns else { continue }
            for index in max(0, first)...min(strip.columns - 1, max(0, last)) {
                if cells[index] == nil { cells[index] = bucket } else { cells[index]?.merge(bucket) }
            }
        }
        for (index, bucket) in cells.enumerated() {
            guard let bucket else { continue }
            draw(bucket, column: strip.column + index, in: strip, on: &canvas)
        }
        guard let cursor else { return }
        let index = place(Double(cursor) - 0.5, strip.columns)
        guard index >= 0, index < strip.columns else { return }
        for row in strip.row..<strip.endRow { canvas[strip.column + index, row].style.reverse = true }
    }

    /// The step under a place beside or in a strip.
    func step(at point: Point, in strip: Rect) -> Double? {
        guard strip.columns > 0 else { return nil }
        let fraction = (Double(point.column - strip.column) + 0.5) / Double(strip.columns)
        return time.step(atFraction: min(1, max(0, fraction)))
    }

    /// Round places of the time axis below the strips.
    func drawTimeLabels(in row: Rect, on canvas: inout Canvas) {
        let unit = time.kind.unit
        let limit = row.columns >= 24 ? row.endColumn - unit.count - 1 : row.endColumn
        var end = row.column - 1
        for tick in time.ticks(count: max(2, row.columns / 10)) where tick.fraction >= 0 && tick.fraction < 1 {
            let start = row.column + Int(tick.fraction * Double(row.columns))
            guard start > end, start + tick.label.count <= limit else { continue }
            end = canvas.write(tick.label, column: start, row: row.row, style: Style(.dim), clip: row)
        }
        if limit < row.endColumn { canvas.write(unit, column: limit + 1, row: row.row, style: Style(.dim), clip: row) }
    }

    private func place(_ step: Double, _ columns: Int) -> Int {
        let place = time.fraction(step) * Double(columns)
        return place.isFinite ? Int(min(1e6, max(-1e6, place)).rounded(.down)) : -1
    }

    private func draw(_ bucket: Bucket, column: Int, in strip: Rect, on canvas: inout Canvas) {
        let bottom = strip.endRow - 1
        if !bucket.nonFinite.isEmpty {
            for row in strip.row...bottom { canvas[column, row] = Cell(glyphs.nonFinite, Style(.bad, bold: true)) }
            return
        }
        let peak = Double(bucket.maximum)
        let norm = GradientScale.level(peak) >= 6 ? peak : Double(bucket.mean)
        if norm == 0 {
            canvas[column, bottom] = Cell("0", Style(.heat0))
            return
        }
        let style = Style(GradientScale.role(norm))
        let fraction = axis.fraction(norm)
        if fraction < 0 {
            canvas[column, bottom] = Cell(glyphs.below, style)
            return
        }
        let eighths = fraction > 1 ? 8 * strip.rows : min(8 * strip.rows - 1, Int(fraction * Double(8 * strip.rows)))
        for row in 0..<strip.rows {
            let filled = min(7, eighths - 8 * row)
            if filled >= 0 { canvas[column, bottom - row] = Cell(glyphs.heights[filled], style) }
        }
        if fraction > 1 { canvas[column, strip.row] = Cell(glyphs.above, style) }
    }
}
