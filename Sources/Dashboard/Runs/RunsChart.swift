import Terminal
import Training

/// The curves of the runs that are marked, or of the one selected, over their steps: each a line of its own kind with a
/// letter at its end.
struct RunsChart {
    let state: DashboardState

    /// A curve as it is drawn.
    private struct Line {
        let curves: RunCurves
        let ink: DotInk
        let points: [(step: Double, value: Double?)]
        var last: (step: Double, value: Double)? {
            for point in points.reversed() {
                if let value = point.value { return (point.step, value) }
            }
            return nil
        }
    }

    func render(in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        let lines = lines
        let inner = frame(lines).draw(in: rect, on: &canvas)
        guard !inner.isEmpty else { return }
        guard lines.contains(where: { $0.last != nil }) else {
            inner.writeCentered(emptyWords, on: &canvas)
            return
        }
        let steps = lines.map(\.curves.lastStep).max() ?? 1
        var plot = Plot(
            inner: inner,
            time: TimeAxis(view: ChartView(charset: state.options.charset), history: state.history, lastStep: steps),
            value: ValueAxis(
                core: lines.flatMap { $0.points.compactMap(\.value) }, isLogarithmic: state.chart.isLogarithmic),
            charset: state.options.charset)
        // The first of them is drawn last, in front.
        for line in lines.reversed() {
            for bucket in line.curves.training { plot.addNonFinite(of: bucket) }
            plot.addLine(line.points, line.ink)
            guard let last = line.last else { continue }
            plot.addPoint(
                step: last.step, value: last.value, Cell(line.ink.asciiSign, Style(line.ink.role, bold: true)))
        }
        plot.draw(on: &canvas)
    }

    private var view: RunsViewState { state.runsView }

    private var lines: [Line] {
        guard let comparison = view.comparison else { return [] }
        let wanted = view.wanted
        return comparison.curves.compactMap { curves in
            guard let place = wanted.firstIndex(of: curves.id) else { return nil }
            return Line(curves: curves, ink: DotInk.compared[place % DotInk.compared.count], points: points(curves))
        }
    }

    /// The validation loss an epoch, or the training loss, smoothed as in the overview.
    private func points(_ curves: RunCurves) -> [(step: Double, value: Double?)] {
        if !view.showsTraining, !curves.validation.isEmpty {
            return curves.validation.map { (Double($0.lastStep), $0.hasFiniteValues ? Double($0.mean) : nil) }
        }
        let smoothing = Smoothing(weight: state.chart.smoothing, isLogarithmic: state.chart.isLogarithmic)
        let values = smoothing.values(of: curves.training, visibleSteps: max(1, curves.lastStep))
        return zip(curves.training, values).map { ($0.center, $0.hasFiniteValues ? $1 : nil) }
    }

    private var emptyWords: String {
        if let trouble = view.comparison?.trouble { return trouble }
        guard let comparison = view.comparison, comparison.ids == view.wanted else {
            return view.wanted.isEmpty ? "no run is selected" : "reading the curves"
        }
        return "no loss was recorded"
    }

    private func frame(_ lines: [Line]) -> ChartFrame {
        let isValidation = !view.showsTraining && lines.contains { !$0.curves.validation.isEmpty }
        return ChartFrame(
            title: isValidation ? "Validation loss" : "Training loss",
            remarks: [StyledText(state.chart.isLogarithmic ? "log" : "linear")],
            legend: lines.map { line in
                let number = line.last.map { " " + ChartNumber.significant($0.value) } ?? ""
                let short = "\(line.ink.asciiSign)\(number)"
                return StyledText("\(line.ink.asciiSign) \(line.curves.id)\(number)", line.ink.role, short: short)
            }, charset: state.options.charset)
    }
}

extension Plot {
    /// Notes where a curve was not finite, and nothing else.
    fileprivate mutating func addNonFinite(of bucket: Bucket) {
        guard !bucket.nonFinite.isEmpty else { return }
        addSigns(
            of: Bucket(
                firstStep: bucket.firstStep, lastStep: bucket.lastStep, minimum: .infinity, mean: 0,
                maximum: -.infinity, nonFinite: bucket.nonFinite))
    }
}
