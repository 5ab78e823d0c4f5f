import Terminal
import Training

/// How gradients flow through the layers: bars per layer on a logarithmic axis with the healthy band shaded, and a
/// heatmap of layers over time. The layer nearest the loss is on top, so that gradients flow down.
struct GradientFlowPane {
    var history: RunHistory
    /// The layers with weights, from the input on.
    var layers: [RunDescription.Layer]
    var view: ChartView

    func render(in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        let step = min(view.cursor ?? history.lastStep, history.lastStep)
        let gradients = LayerGradient.all(layers, in: history, at: step)
        let inner = frame(gradients, step: step).draw(in: rect, on: &canvas)
        guard !inner.isEmpty else { return }
        guard history.lastStep > 0, !gradients.isEmpty else {
            inner.writeCentered("waiting for the first step", on: &canvas)
            return
        }
        let layout = GradientFlowLayout(inner: inner, layerCount: gradients.count)
        let axis = GradientScale.axis(for: gradients.compactMap(\.norm))
        // From the output down to the input.
        let ordered = Array(gradients.reversed())
        switch layout.arrangement {
        case .stacked: drawStacked(ordered, layout, axis, on: &canvas)
        case .beside: drawBeside(ordered, layout, axis, on: &canvas)
        case .grid: drawGrid(ordered, layout, axis, on: &canvas)
        case .scrolled: drawScrolled(ordered, layout, axis, on: &canvas)
        }
    }

    // MARK: Arrangements

    private func drawStacked(
        _ gradients: [LayerGradient], _ layout: GradientFlowLayout, _ axis: ValueAxis, on canvas: inout Canvas
    ) {
        var row = layout.inner.row
        let bars = bars(gradients, in: layout.inner, axis)
        if layout.hasAxisRow {
            bars.drawAxis(row: row, on: &canvas)
            row += 1
        }
        for gradient in gradients {
            bars.draw(gradient, row: row, on: &canvas)
            row += 1
        }
        let heat = heatmap(axis)
        let rows = layout.heatRows
        guard rows > 0 else { return }
        for (index, gradient) in representatives(gradients, count: rows).enumerated() {
            let label = index == 0 && bars.columns.label >= 9 ? "over time" : ""
            let number = "\(gradient.layer.number)"
            canvas.write(label, column: layout.inner.column, row: row, style: Style(.dim), clip: layout.inner)
            let start = layout.inner.column + max(bars.columns.label, label.count + 1 + number.count) - number.count
            let end = canvas.write(number, column: start, row: row, style: Style(.text), clip: layout.inner)
            let strip = Rect(
                column: end + 1, row: row, columns: layout.inner.endColumn - end - 1, rows: 1)
            heat.draw(layer: gradient.index, in: strip, on: &canvas)
            row += 1
        }
    }

    private func drawBeside(
        _ gradients: [LayerGradient], _ layout: GradientFlowLayout, _ axis: ValueAxis, on canvas: inout Canvas
    ) {
        let inner = layout.inner
        let heatWidth = inner.columns * 2 / 5
        let left = Rect(column: inner.column, row: inner.row, columns: inner.columns - heatWidth - 1, rows: inner.rows)
        let bars = bars(gradients, in: left, axis)
        let heat = heatmap(axis)
        var row = inner.row
        if layout.hasAxisRow {
            bars.drawAxis(row: row, on: &canvas)
            canvas.write("over time", column: left.endColumn + 1, row: row, style: Style(.dim), clip: inner)
            row += 1
        }
        for gradient in gradients {
            bars.draw(gradient, row: row, on: &canvas)
            let strip = Rect(column: left.endColumn + 1, row: row, columns: heatWidth, rows: 1)
            heat.draw(layer: gradient.index, in: strip, on: &canvas)
            row += 1
        }
    }

    /// Two layers a row: the upper half of the network on the left, the lower one on the right.
    private func drawGrid(
        _ gradients: [LayerGradient], _ layout: GradientFlowLayout, _ axis: ValueAxis, on canvas: inout Canvas
    ) {
        let inner = layout.inner
        let rows = (gradients.count + 1) / 2
        let width = (inner.columns - 1) / 2
        for side in 0..<2 {
            let part = Array(gradients.dropFirst(side * rows).prefix(rows))
            let half = Rect(column: inner.column + side * (width + 1), row: inner.row, columns: width, rows: inner.rows)
            let bars = bars(part, in: half, axis)
            for (index, gradient) in part.enumerated() {
                bars.draw(gradient, row: inner.row + index, on: &canvas)
            }
        }
    }

    /// As many layers as fit around the worst one, with a line for those above and below.
    private func drawScrolled(
        _ gradients: [LayerGradient], _ layout: GradientFlowLayout, _ axis: ValueAxis, on canvas: inout Canvas
    ) {
        let inner = layout.inner
        let room = inner.rows >= 4 ? inner.rows - 1 : inner.rows
        let worst = Self.worst(gradients) ?? gradients.count - 1
        let first = min(max(0, worst - room / 2), gradients.count - room)
        let shown = Array(gradients[first..<first + room])
        let bars = bars(shown, in: inner, axis)
        for (index, gradient) in shown.enumerated() { bars.draw(gradient, row: inner.row + index, on: &canvas) }
        guard room < inner.rows else { return }
        let glyphs = ChartGlyphs.of(view.charset)
        let hidden = gradients.prefix(first) + gradients.dropFirst(first + room)
        let sick = hidden.filter { $0.verdict.severity >= 2 }.count
        var text = "\(glyphs.more) \(first) above, \(gradients.count - first - room) below"
        if sick > 0 { text += ", \(sick) of them sick" }
        canvas.write(
            text, column: inner.column, row: inner.endRow - 1, style: Style(sick > 0 ? .bad : .dim), clip: inner)
    }

    // MARK: Parts

    private func bars(_ gradients: [LayerGradient], in rect: Rect, _ axis: ValueAxis) -> LayerBars {
        let label = min(gradients.map(\.name.count).max() ?? 0, rect.columns >= 48 ? 16 : 10)
        let word = gradients.map(\.verdict.word.count).max() ?? 0
        // The room for a word stays once there is space for it, so that bars do not jump when one comes up.
        let wordWidth = rect.columns >= 44 ? LayerBars.Columns.wordWidth : word
        return LayerBars(
            axis: axis, glyphs: ChartGlyphs.of(view.charset),
            columns: LayerBars.Columns(rect, labelWidth: label, wordWidth: wordWidth))
    }

    private func heatmap(_ axis: ValueAxis) -> LayerHeatmap {
        LayerHeatmap(
            history: history, time: TimeAxis(view: view, history: history, lastStep: history.lastStep), axis: axis,
            glyphs: ChartGlyphs.of(view.charset), cursor: view.cursor)
    }

    /// Which layers stand for all where the heatmap has fewer rows: the first, the last, and evenly between them, the
    /// worst in place of its neighbor.
    private func representatives(_ gradients: [LayerGradient], count: Int) -> [LayerGradient] {
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

    /// The place of the layer that is worst off; `nil` when all are fine.
    private static func worst(_ gradients: [LayerGradient]) -> Int? {
        var worst: Int?
        for (index, gradient) in gradients.enumerated() where gradient.verdict != .fine {
            guard let current = worst else {
                worst = index
                continue
            }
            let other = gradients[current]
            let isWorse = gradient.verdict.severity > other.verdict.severity
            let isFarther =
                gradient.verdict.severity == other.verdict.severity
                && abs(GradientScale.level(gradient.norm ?? 0) - 4) >= abs(GradientScale.level(other.norm ?? 0) - 4)
            if isWorse || isFarther { worst = index }
        }
        return worst
    }

    // MARK: Frame

    private func frame(_ gradients: [LayerGradient], step: Int) -> ChartFrame {
        let glyphs = ChartGlyphs.of(view.charset)
        var remarks: [StyledText] = []
        let stepText = "step \(ChartNumber.grouped(step))"
        remarks.append(StyledText(stepText, view.cursor == nil ? .dim : .text, bold: view.cursor != nil))
        remarks.append(StyledText("log10 \(glyphs.norm) per layer", short: glyphs.norm))
        return ChartFrame(
            title: "Gradient flow", remarks: remarks, legend: legend(gradients, step: step), isFocused: view.isFocused,
            charset: view.charset)
    }

    /// The ratio of the first layer to the last, what is wrong, and what clipping does.
    private func legend(_ gradients: [LayerGradient], step: Int) -> [StyledText] {
        var entries: [StyledText] = []
        if gradients.count > 1, let first = gradients.first?.norm, let last = gradients.last?.norm, last > 0 {
            let ratio = ChartNumber.significant(first / last, digits: 2)
            let role: Role = (gradients.first?.verdict.severity ?? 0) >= 2 ? .bad : .dim
            entries.append(StyledText("first:last \(ratio)", role, bold: role == .bad))
        }
        let sick = gradients.filter { $0.verdict.severity >= 2 }
        if let worst = sick.max(by: { $0.verdict.severity < $1.verdict.severity }) {
            let same = sick.filter { $0.verdict == worst.verdict }.map { String($0.layer.number) }
            let names = same.count > 4 ? "\(same.count) layers" : "layer " + same.joined(separator: " ")
            entries.append(StyledText("\(worst.verdict.word): \(names)", .bad, bold: true, short: worst.verdict.word))
        }
        if let before = history.value(column: TelemetryLayout.gradientNorm, at: step),
            let after = history.value(column: TelemetryLayout.clippedNorm, at: step),
            before.hasFiniteValues, after.hasFiniteValues, after.mean < before.mean * 0.999
        {
            let from = ChartNumber.significant(Double(before.mean), digits: 2)
            let to = ChartNumber.significant(Double(after.mean), digits: 2)
            entries.append(StyledText("clipped \(from) to \(to)", .warning))
        }
        return entries
    }
}

/// How the bars and the heatmap share the pane.
struct GradientFlowLayout {
    enum Arrangement: Sendable, Hashable {
        /// Bars above, heatmap below.
        case stacked
        /// Bars on the left, heatmap on the right, a row a layer.
        case beside
        /// Two layers a row.
        case grid
        /// Only some of the layers.
        case scrolled
    }

    let inner: Rect
    let arrangement: Arrangement
    let hasAxisRow: Bool
    let heatRows: Int

    init(inner: Rect, layerCount: Int) {
        self.inner = inner
        let rows = inner.rows
        let canStand = inner.columns >= 64 && rows >= layerCount
        if rows >= 2 * layerCount + 1 || (rows >= layerCount + 3 && !(canStand && layerCount > 4)) {
            arrangement = .stacked
            hasAxisRow = true
            heatRows = min(layerCount, rows - layerCount - 1)
        } else if canStand {
            arrangement = .beside
            hasAxisRow = rows > layerCount
            heatRows = layerCount
        } else if rows >= layerCount {
            arrangement = .stacked
            hasAxisRow = rows > layerCount
            heatRows = max(0, rows - layerCount - 1)
        } else if 2 * rows >= layerCount, inner.columns >= 44 {
            arrangement = .grid
            hasAxisRow = false
            heatRows = 0
        } else {
            arrangement = .scrolled
            hasAxisRow = false
            heatRows = 0
        }
    }
}
