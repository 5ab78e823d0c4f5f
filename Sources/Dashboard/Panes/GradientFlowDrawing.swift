import Terminal

/// The inside of the gradient pane, in the arrangement its layout chose.
struct GradientFlowDrawing {
    /// From the output to the input, as they stand below each other.
    var gradients: [LayerGradient]
    var layout: GradientFlowLayout
    var heat: LayerHeatmap
    var axis: ValueAxis
    var glyphs: ChartGlyphs
    var labelWidth: Int
    var numberWidth: Int

    private var inner: Rect { layout.inner }

    func draw(on canvas: inout Canvas) {
        switch layout.arrangement {
        case .stacked: drawStacked(on: &canvas)
        case .beside: drawBeside(on: &canvas)
        case .grid: drawGrid(on: &canvas)
        case .scrolled: drawScrolled(on: &canvas)
        }
    }

    private func drawStacked(on canvas: inout Canvas) {
        var row = inner.row
        let bars = bars(gradients, in: inner)
        if layout.hasAxisRow {
            bars.drawAxis(row: row, on: &canvas)
            row += 1
        }
        for gradient in gradients {
            bars.draw(gradient, row: row, on: &canvas)
            row += 1
        }
        drawHeat(from: row, on: &canvas)
    }

    private func drawBeside(on canvas: inout Canvas) {
        let strip = heatStrip
        let left = Rect(
            column: inner.column, row: inner.row, columns: strip.column - inner.column - 1, rows: inner.rows)
        let bars = bars(gradients, in: left)
        var row = inner.row
        if layout.hasAxisRow {
            bars.drawAxis(row: row, on: &canvas)
            canvas.write("over time", column: strip.column, row: row, style: Style(.dim), clip: inner)
            row += 1
        }
        for gradient in gradients {
            bars.draw(gradient, row: row, on: &canvas)
            heat.draw(layer: gradient.index, in: strip.at(row: row), on: &canvas)
            row += 1
        }
        if layout.hasTimeRow { heat.drawTimeLabels(in: strip.at(row: row), on: &canvas) }
    }

    /// The upper half of the network on the left, the lower one on the right.
    private func drawGrid(on canvas: inout Canvas) {
        let rows = (gradients.count + 1) / 2
        let width = (inner.columns - 1) / 2
        for side in 0..<2 {
            let part = Array(gradients.dropFirst(side * rows).prefix(rows))
            let half = Rect(column: inner.column + side * (width + 1), row: inner.row, columns: width, rows: rows)
            let bars = bars(part, in: half, words: gradients)
            for (index, gradient) in part.enumerated() { bars.draw(gradient, row: inner.row + index, on: &canvas) }
        }
        for row in inner.row..<inner.row + rows {
            canvas[inner.column + width, row] = Cell(glyphs.axis, Style(.border))
        }
        drawHeat(from: inner.row + rows, on: &canvas)
    }

    /// As many layers as fit around the worst one, with a line that counts those above and below.
    private func drawScrolled(on canvas: inout Canvas) {
        let room = inner.rows >= 4 ? inner.rows - 1 : inner.rows
        let worst = Self.worst(gradients) ?? gradients.count - 1
        let first = max(0, min(max(0, worst - room / 2), gradients.count - room))
        let shown = Array(gradients[first..<min(gradients.count, first + room)])
        let bars = bars(shown, in: inner)
        for (index, gradient) in shown.enumerated() { bars.draw(gradient, row: inner.row + index, on: &canvas) }
        guard room < inner.rows else { return }
        let hidden = gradients.prefix(first) + gradients.dropFirst(first + room)
        let sick = hidden.filter { $0.verdict.severity >= 2 }.count
        let note = sick > 0 ? " (\(sick) sick)" : ""
        let text = "\(glyphs.more) \(first) above, \(max(0, gradients.count - first - room)) below\(note)"
        canvas.write(
            text, column: inner.column, row: inner.endRow - 1, style: Style(sick > 0 ? .bad : .dim), clip: inner)
    }

    // MARK: Parts

    private var heatTitle: String { labelWidth >= 9 ? "over time" : "" }

    /// The columns of the heatmap, and the rows a layer has there; empty where there is none.
    var heatStrip: Rect {
        switch layout.arrangement {
        case .beside:
            return Rect(
                column: inner.endColumn - layout.heatWidth, row: inner.row, columns: layout.heatWidth, rows: 1)
        case .stacked, .grid:
            let label = max(labelWidth, heatTitle.isEmpty ? 0 : heatTitle.count + 1 + numberWidth)
            return Rect(
                column: inner.column + label + 1, row: inner.row, columns: inner.columns - label - 1,
                rows: layout.heatHeight)
        case .scrolled: return Rect(column: inner.column, row: inner.row, columns: 0, rows: 0)
        }
    }

    private func bars(_ shown: [LayerGradient], in rect: Rect, words: [LayerGradient]? = nil) -> LayerBars {
        let longest = (words ?? shown).map(\.verdict.word.count).max() ?? 0
        // The room for a word stays once there is space for it, so that bars do not jump when one comes up.
        let wordWidth = rect.columns >= 40 ? LayerBars.Columns.wordWidth : longest
        return LayerBars(
            axis: axis, glyphs: glyphs,
            columns: LayerBars.Columns(rect, labelWidth: labelWidth, wordWidth: wordWidth), numberWidth: numberWidth)
    }

    /// The heatmap below the bars, with the layers' numbers beside it.
    private func drawHeat(from start: Int, on canvas: inout Canvas) {
        guard layout.heatLayers > 0 else { return }
        var row = start
        let strip = heatStrip
        canvas.write(heatTitle, column: inner.column, row: row, style: Style(.dim), clip: inner)
        for gradient in representatives(count: layout.heatLayers) {
            let number = gradient.layer.label
            canvas.write(
                number, column: strip.column - 1 - number.count, row: row, style: Style(.text), clip: inner)
            heat.draw(layer: gradient.index, in: strip.at(row: row), on: &canvas)
            row += layout.heatHeight
        }
        if layout.hasTimeRow {
            var labels = strip.at(row: row)
            labels.rows = 1
            heat.drawTimeLabels(in: labels, on: &canvas)
        }
    }

    /// Which layers stand for all where the heatmap has fewer rows: the first, the last, and evenly between them, the
    /// worst in place of its neighbor.
    private func representatives(count: Int) -> [LayerGradient] {
        guard gradients.count > count else { return gradients }
        guard count > 1 else { return Array(gradients.suffix(1)) }
        var chosen = (0..<count).map { $0 * (gradients.count - 1) / (count - 1) }
        if let worst = Self.worst(gradients), !chosen.contains(worst), count > 2,
            let nearest = (1..<count - 1).min(by: { abs(chosen[$0] - worst) < abs(chosen[$1] - worst) })
        {
            chosen[nearest] = worst
        }
        return chosen.sorted().map { gradients[$0] }
    }

    /// The place of the layer that is worst off, the lowest of equals; `nil` when all are fine.
    static func worst(_ gradients: [LayerGradient]) -> Int? {
        func rank(_ gradient: LayerGradient) -> (Int, Int) {
            (gradient.verdict.severity, abs(GradientScale.level(gradient.norm ?? 0) - 4))
        }
        var worst: Int?
        for (index, gradient) in gradients.enumerated() where gradient.verdict != .fine {
            if let current = worst, rank(gradient) < rank(gradients[current]) { continue }
            worst = index
        }
        return worst
    }
}

extension Rect {
    /// The same size, on another row.
    fileprivate func at(row: Int) -> Rect { Rect(column: column, row: row, columns: columns, rows: rows) }
}
