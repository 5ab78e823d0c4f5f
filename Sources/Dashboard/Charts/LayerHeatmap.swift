import Terminal
import Training

/// Norms of layers over time: a row a layer, a cell a stretch of steps, its height and color by the norm.
///
/// The color scale has its middle at the healthy norms; the height says the same without color. A spike that leaves the
/// healthy range upwards decides its cell; what is not finite has a sign of its own, as have norms beyond the scale.
struct LayerHeatmap {
    var history: RunHistory
    var time: TimeAxis
    var axis: ValueAxis
    var glyphs: ChartGlyphs
    var cursor: Int?

    func draw(layer: Int, in row: Rect, on canvas: inout Canvas) {
        guard !row.isEmpty else { return }
        let column = history.layout.column(.gradientNorm, layer: layer)
        var cells = [Bucket?](repeating: nil, count: row.columns)
        for bucket in history.buckets(column: column, steps: time.wholeSteps, count: row.columns) {
            // A step stands for the time since the one before it.
            let first = place(Double(bucket.firstStep) - 1, row.columns)
            let last = max(first, place(Double(bucket.lastStep), row.columns) - 1)
            guard last >= 0, first < row.columns else { continue }
            for index in max(0, first)...min(row.columns - 1, max(0, last)) {
                if cells[index] == nil { cells[index] = bucket } else { cells[index]?.merge(bucket) }
            }
        }
        for (index, bucket) in cells.enumerated() {
            guard let bucket else { continue }
            canvas[row.column + index, row.row] = cell(bucket)
        }
        if let cursor {
            let index = place(Double(cursor) - 0.5, row.columns)
            if index >= 0, index < row.columns { canvas[row.column + index, row.row].style.reverse = true }
        }
    }

    private func place(_ step: Double, _ columns: Int) -> Int {
        let place = time.fraction(step) * Double(columns)
        return place.isFinite ? Int(min(1e6, max(-1e6, place)).rounded(.down)) : -1
    }

    private func cell(_ bucket: Bucket) -> Cell {
        if !bucket.nonFinite.isEmpty { return Cell(glyphs.nonFinite, Style(.bad, bold: true)) }
        let peak = Double(bucket.maximum)
        let norm = GradientScale.level(peak) >= 6 ? peak : Double(bucket.mean)
        if norm == 0 { return Cell("0", Style(.heat0)) }
        let style = Style(GradientScale.role(norm))
        let fraction = axis.fraction(norm)
        if fraction < 0 { return Cell(glyphs.below, style) }
        if fraction > 1 { return Cell(glyphs.above, style) }
        return Cell(glyphs.heights[min(7, Int(fraction * 8))], style)
    }
}
