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
        let gradients = gradients
        let inner = frame(gradients).draw(in: rect, on: &canvas)
        guard !inner.isEmpty else { return }
        guard history.lastStep > 0, !gradients.isEmpty else {
            inner.writeCentered("waiting for the first step", on: &canvas)
            return
        }
        drawing(gradients, in: inner).draw(on: &canvas)
    }

    /// The step under a place of the canvas where the pane is drawn in `rect`; `nil` where there is no heatmap.
    func step(at point: Point, in rect: Rect) -> Double? {
        let drawing = drawing(gradients, in: ChartFrame.inside(of: rect))
        return drawing.heat.step(at: point, in: drawing.heatStrip)
    }

    /// The step that is shown.
    private var step: Int { min(view.cursor ?? history.lastStep, history.lastStep) }

    private var gradients: [LayerGradient] { LayerGradient.all(layers, in: history, at: step) }

    private func drawing(_ gradients: [LayerGradient], in inner: Rect) -> GradientFlowDrawing {
        let glyphs = ChartGlyphs.of(view.charset)
        let axis = GradientScale.axis(for: gradients.compactMap(\.norm))
        let numberWidth = gradients.map { $0.layer.label.count }.max() ?? 1
        let longest = gradients.map { $0.name(numberWidth: numberWidth).count }.max() ?? 0
        let labelWidth = min(longest, numberWidth + 1 + (inner.columns >= 48 ? 14 : 8))
        return GradientFlowDrawing(
            // From the output down to the input.
            gradients: gradients.reversed(),
            layout: GradientFlowLayout(inner: inner, layerCount: gradients.count, labelWidth: labelWidth),
            heat: LayerHeatmap(
                history: history, time: TimeAxis(view: view, history: history, lastStep: history.lastStep),
                layerCount: gradients.count, glyphs: glyphs, cursor: view.cursor),
            axis: axis, glyphs: glyphs, labelWidth: labelWidth, numberWidth: numberWidth)
    }

    private func frame(_ gradients: [LayerGradient]) -> ChartFrame {
        let glyphs = ChartGlyphs.of(view.charset)
        var remarks: [StyledText] = []
        let stepText = "step \(ChartNumber.grouped(step))"
        remarks.append(StyledText(stepText, view.cursor == nil ? .dim : .text, bold: view.cursor != nil))
        remarks.append(StyledText("\(glyphs.norm) per layer", short: glyphs.norm))
        return ChartFrame(
            title: "Gradient flow", remarks: remarks, legend: legend(gradients), isFocused: view.isFocused,
            charset: view.charset)
    }

    /// The ratio of the first layer to the last, what is wrong, and what clipping does.
    private func legend(_ gradients: [LayerGradient]) -> [StyledText] {
        var entries: [StyledText] = []
        if gradients.count > 1, let first = gradients.first?.norm, let last = gradients.last?.norm, last > 0 {
            let ratio = ChartNumber.significant(first / last, digits: 2)
            let isSick = (gradients.first?.verdict.severity ?? 0) >= 2
            entries.append(
                StyledText("first:last \(ratio)", isSick ? .bad : .dim, bold: isSick, short: "1st:last \(ratio)"))
        }
        let sick = gradients.filter { $0.verdict.severity >= 2 }
        if let worst = sick.max(by: { $0.verdict.severity < $1.verdict.severity }) {
            let same = sick.filter { $0.verdict == worst.verdict }.map(\.layer.label)
            let names = same.count > 4 ? "\(same.count) layers" : "layer " + same.joined(separator: " ")
            entries.append(StyledText("\(worst.verdict.word): \(names)", .bad, bold: true, short: worst.verdict.word))
        }
        if let before = history.value(column: TelemetryLayout.gradientNorm, at: step),
            let after = history.value(column: TelemetryLayout.clippedNorm, at: step),
            before.hasFiniteValues, after.hasFiniteValues, after.mean < before.mean * 0.999
        {
            let from = ChartNumber.significant(Double(before.mean), digits: 2)
            let to = ChartNumber.significant(Double(after.mean), digits: 2)
            entries.append(StyledText("clipped \(from) to \(to)", .warning, short: "clipped"))
        }
        return entries
    }
}
