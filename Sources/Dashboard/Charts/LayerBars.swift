import Terminal

/// One row a layer: its name, a bar on a logarithmic axis with the healthy band behind it, the norm, where it is going,
/// and the word.
struct LayerBars {
    var axis: ValueAxis
    var glyphs: ChartGlyphs
    /// Where the parts of a row stand.
    var columns: Columns
    /// Digits of the largest layer number, so that names stand below each other.
    var numberWidth = 1

    /// The parts of a row, as columns of the canvas; the narrower the row, the fewer.
    struct Columns {
        let row: Rect
        let label: Int
        let bar: Rect
        let value: Int?
        let trend: Int?
        let word: Int?

        static let valueWidth = 7
        static let wordWidth = 9
        /// What norm, trend and word take with the gaps after them.
        static let textWidth = valueWidth + 1 + 2 + wordWidth

        /// - Parameters:
        ///   - wordWidth: room for the longest word there is now.
        init(_ row: Rect, labelWidth: Int, wordWidth: Int) {
            self.row = row
            var rest = row.columns - min(labelWidth, row.columns) - 1
            label = min(labelWidth, row.columns)
            // The word says what is wrong: it is the last to go. Then the norm, its trend, the bar.
            let hasWord = wordWidth > 0 && rest >= wordWidth
            if hasWord { rest -= wordWidth + 1 }
            let hasValue = rest >= Self.valueWidth
            if hasValue { rest -= Self.valueWidth + 1 }
            let hasTrend = rest >= 1
            if hasTrend { rest -= 2 }
            let barWidth = rest >= 4 ? rest : 0
            var at = row.column + label + 1
            bar = Rect(column: at, row: row.row, columns: barWidth, rows: row.rows)
            at += barWidth + (barWidth > 0 ? 1 : 0)
            value = hasValue ? at : nil
            if hasValue { at += Self.valueWidth + 1 }
            trend = hasTrend ? at : nil
            if hasTrend { at += 2 }
            word = hasWord ? at : nil
        }
    }

    /// The row above the bars: powers of ten.
    func drawAxis(row: Int, on canvas: inout Canvas) {
        let bar = columns.bar
        guard bar.columns >= 8 else { return }
        shade(row: row, with: glyphs.healthy, on: &canvas)
        let low = Int(axis.range.lowerBound)
        let high = Int(axis.range.upperBound)
        let decade = Double(bar.columns) / Double(max(1, high - low))
        let every = [2, 4, 6, 8].first { decade * Double($0) >= 5.5 } ?? 16
        var end = bar.column - 1
        for exponent in low...high where exponent % every == 0 {
            let label = "1e\(exponent)"
            let start = min(max(cell(Double(exponent)) - label.count / 2, bar.column), bar.endColumn - label.count)
            guard start > end || start == bar.column else { continue }
            end = canvas.write(label, column: start, row: row, style: Style(.dim), clip: bar.union(row: row))
        }
    }

    func draw(_ gradient: LayerGradient, row: Int, isInspected: Bool = false, on canvas: inout Canvas) {
        let clip = Rect(column: columns.row.column, row: row, columns: columns.row.columns, rows: 1)
        let name = gradient.name(numberWidth: numberWidth)
        let shown =
            name.count > columns.label && columns.label > 1
            ? name.prefix(columns.label - 1) + String(glyphs.ellipsis) : name.prefix(columns.label)
        canvas.write(shown, column: clip.column, row: row, style: Style(.text), clip: clip)
        drawBar(gradient, row: row, on: &canvas)
        let verdict = gradient.verdict
        if let column = columns.value {
            let text = gradient.norm.map { ChartNumber.scientific($0, digits: 2) } ?? "-"
            let padded = String(repeating: " ", count: max(0, Columns.valueWidth - text.count)) + text
            canvas.write(padded, column: column, row: row, style: valueStyle(gradient), clip: clip)
        }
        if let column = columns.trend, gradient.norm != nil {
            let sign =
                switch gradient.trend {
                case .rising: glyphs.rising
                case .level: glyphs.level
                case .falling: glyphs.falling
                }
            canvas.write(String(sign), column: column, row: row, style: Style(.text), clip: clip)
        }
        if let column = columns.word {
            canvas.write(verdict.word, column: column, row: row, style: verdict.style, clip: clip)
        } else if verdict.severity >= 2 {
            // No room for the word: the name carries it.
            canvas.write(shown, column: clip.column, row: row, style: verdict.style, clip: clip)
        }
    }

    private func valueStyle(_ gradient: LayerGradient) -> Style {
        if gradient.verdict.severity >= 2 { return gradient.verdict.style }
        return Style(gradient.norm.map(GradientScale.role) ?? .dim)
    }

    private func drawBar(_ gradient: LayerGradient, row: Int, on canvas: inout Canvas) {
        let bar = columns.bar
        guard !bar.isEmpty else { return }
        for exponent in stride(from: Int(axis.range.lowerBound) + 2, to: Int(axis.range.upperBound), by: 2) {
            canvas[cell(Double(exponent)), row] = Cell(glyphs.grid, Style(.dim))
        }
        shade(row: row, with: glyphs.healthy, on: &canvas)
        defer {
            if gradient.verdict.severity == 3 {
                canvas[bar.column, row] = Cell(glyphs.nonFinite, gradient.verdict.style)
            }
        }
        guard let norm = gradient.norm else { return }
        let style = Style(GradientScale.role(norm), bold: gradient.verdict.severity >= 2)
        let fraction = axis.fraction(norm)
        if fraction < 0 || norm == 0 {
            canvas[bar.column, row] = Cell(norm == 0 ? "0" : glyphs.beyondLeft, style)
            return
        }
        // A half cell is the finest a line of this weight can show.
        let halves = Int((min(1, fraction) * Double(2 * bar.columns)).rounded())
        let kept = gradient.clipped.map { min(1, max(0, axis.fraction($0))) } ?? 1
        let keptCells = Int((kept * Double(bar.columns)).rounded(.up))
        for column in 0..<min(bar.columns, max(1, halves / 2)) {
            let isClipped = column >= keptCells
            canvas[bar.column + column, row] = Cell(isClipped ? glyphs.barClipped : glyphs.bar, style)
        }
        if halves % 2 == 1, halves > 1, halves / 2 < bar.columns, halves / 2 < keptCells, let half = glyphs.barHalf {
            canvas[bar.column + halves / 2, row] = Cell(half, style)
        }
        if fraction > 1 { canvas[bar.endColumn - 1, row] = Cell(glyphs.beyondRight, style) }
    }

    /// The cell column of a power of ten.
    private func cell(_ exponent: Double) -> Int {
        let bar = columns.bar
        let fraction = (exponent - axis.range.lowerBound) / (axis.range.upperBound - axis.range.lowerBound)
        return bar.column + min(bar.columns - 1, max(0, Int(fraction * Double(bar.columns))))
    }

    private func shade(row: Int, with sign: Character, on canvas: inout Canvas) {
        let first = cell(GradientScale.healthy.lowerBound)
        let last = cell(GradientScale.healthy.upperBound)
        for column in first...max(first, last) { canvas[column, row] = Cell(sign, Style(.healthyBand)) }
    }
}

extension Rect {
    /// The same columns in one row.
    func union(row: Int) -> Rect { Rect(column: column, row: row, columns: columns, rows: 1) }
}
