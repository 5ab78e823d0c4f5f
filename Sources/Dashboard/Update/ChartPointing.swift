import Terminal
import Training

extension DashboardState {
    /// The step under a place of a chart; `nil` where the pane has no time axis.
    func step(at point: Point, _ pane: PaneID, _ layout: Layout) -> Double? {
        guard let rect = layout.rect(of: pane), !rect.isEmpty else { return nil }
        let view = chartView(of: pane)
        let area: Rect
        let time: TimeAxis
        switch pane {
        case .loss:
            let loss = LossPane(
                history: history, marks: [], smoothing: chart.smoothing, isLogarithmic: chart.isLogarithmic, view: view)
            let curves = LossCurves(loss, count: 2 * rect.columns)
            area = Plot(inner: rect.inset(), time: curves.time, value: curves.axis, charset: options.charset).area
            time = curves.time
        case .learningRate:
            // Labels of rates take about five columns; the axis runs on to where the schedule is foreseen.
            area = rect.inset().trimmed(left: 5)
            time = TimeAxis(view: view, history: history, lastStep: max(run.step, run.outlook.last?.step ?? 0))
        case .gradientFlow:
            // The heatmap begins after the layers' names.
            area = rect.inset().trimmed(left: 11)
            time = TimeAxis(view: view, history: history, lastStep: run.step)
        case .metrics, .controls: return nil
        }
        let share = Double(point.column - area.column) / Double(max(1, area.columns - 1))
        return time.step(atFraction: min(1, max(0, share)))
    }
}

extension Rect {
    fileprivate func trimmed(left columns: Int) -> Rect {
        Rect(column: column + columns, row: row, columns: self.columns - columns, rows: rows)
    }
}
