import Terminal
import Training

/// The learning rate: what it was, solid, and what the schedule will make of it, dashed.
struct LearningRatePane {
    var history: RunHistory
    /// The effective rate at coming steps.
    var outlook: [RatePoint]
    /// Why nothing can be foreseen, where the outlook is empty.
    var outlookReason: String?
    var scheduleName: String
    /// The rate the schedule starts from, as set; `nil` where it is not known.
    var baseRate: Double?
    var marks: [ChartMark]
    var view: ChartView

    init(
        history: RunHistory, outlook: [RatePoint], outlookReason: String?, scheduleName: String,
        baseRate: Double? = nil, marks: [ChartMark], view: ChartView
    ) {
        self.history = history
        self.outlook = outlook
        self.outlookReason = outlookReason
        self.scheduleName = scheduleName
        self.baseRate = baseRate
        self.marks = marks
        self.view = view
    }

    func render(in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        let curve = RateCurve(self, count: 2 * rect.columns)
        let inner = frame(hasFuture: !curve.coming.isEmpty).draw(in: rect, on: &canvas)
        guard !inner.isEmpty else { return }
        guard !curve.past.isEmpty || !curve.coming.isEmpty else {
            inner.writeCentered(outlookReason ?? "waiting for the first step", on: &canvas)
            return
        }
        var plot = plot(curve, in: inner)
        plot.addLine(curve.future, .coming)
        plot.addBand(curve.past, .rate)
        plot.addMarks(marks)
        plot.addCursor(view.cursor)
        plot.draw(on: &canvas)
        if curve.coming.isEmpty { writeReason(in: plot.area, on: &canvas) }
    }

    private func plot(_ curve: RateCurve, in inner: Rect) -> Plot {
        Plot(inner: inner, time: curve.time, value: curve.axis, charset: view.charset, shown: curve.shown)
    }

    /// The step under a place of the canvas where the pane is drawn in `rect`.
    func step(at point: Point, in rect: Rect) -> Double? {
        plot(RateCurve(self, count: 2 * rect.columns), in: ChartFrame.inside(of: rect)).step(at: point)
    }

    private func frame(hasFuture: Bool) -> ChartFrame {
        let glyphs = ChartGlyphs.of(view.charset)
        var remarks: [StyledText] = []
        let latest = history.latest(column: TelemetryLayout.learningRate).map(Double.init) ?? outlook.first?.rate
        if let cursor = view.cursor {
            let rate = rate(at: cursor).map { ChartNumber.rate($0, digits: 5) } ?? "?"
            remarks.append(StyledText("step \(ChartNumber.grouped(cursor)): \(rate)", .text, bold: true, short: rate))
        } else if let latest {
            let now = ChartNumber.rate(latest)
            let base = baseRate.map { " \(glyphs.separator) base \(ChartNumber.short($0))" } ?? ""
            remarks.append(StyledText("now \(now)\(base)", .learningRate, short: now))
        } else if let baseRate {
            remarks.append(StyledText("base \(ChartNumber.short(baseRate))", .learningRate))
        }
        let schedule = hasFuture ? "\(scheduleName), dashed = to come" : scheduleName
        remarks.append(StyledText(schedule, short: scheduleName))
        return ChartFrame(title: "Learning rate", remarks: remarks, isFocused: view.isFocused, charset: view.charset)
    }

    /// The rate that was, or will be, in force at a step.
    private func rate(at step: Int) -> Double? {
        if step > history.lastStep { return outlook.last { $0.step <= step }?.rate }
        return history.value(column: TelemetryLayout.learningRate, at: step).map { Double($0.displayValue) }
    }

    /// Only where no curve is in the way.
    private func writeReason(in area: Rect, on canvas: inout Canvas) {
        guard let outlookReason, area.columns > 2 else { return }
        let text = outlookReason.prefix(area.columns - 2)
        let columns = area.endColumn - text.count - 2..<area.endColumn
        let free = (area.row..<area.endRow).last { row in
            columns.allSatisfy { $0 < area.column || canvas[$0, row].character == " " }
        }
        guard let free else { return }
        canvas.write(text, column: columns.lowerBound + 1, row: free, style: Style(.dim), clip: area)
    }
}

/// What the learning-rate pane draws, read from the history once a frame.
struct RateCurve {
    let time: TimeAxis
    let axis: ValueAxis
    /// The least and the greatest rate in view.
    let shown: ClosedRange<Double>?
    let past: [Bucket]
    let coming: [RatePoint]
    /// The line ahead, from where the past ends.
    let future: [(step: Double, value: Double?)]

    init(_ pane: LearningRatePane, count: Int) {
        let history = pane.history
        let coming = pane.outlook.filter { $0.step >= history.lastStep }
        let time = TimeAxis(
            view: pane.view, history: history, lastStep: max(history.lastStep, coming.last?.step ?? 0))
        let past = history.buckets(column: TelemetryLayout.learningRate, steps: time.wholeSteps, count: count)
        var values = coming.filter { time.steps.contains(Double($0.step)) }.map(\.rate)
        for bucket in past where bucket.hasFiniteValues {
            values.append(Double(bucket.minimum))
            values.append(Double(bucket.maximum))
        }
        // A decay over many powers of ten needs a logarithmic axis; all else has its true shape on a linear one.
        let low = values.min() ?? 0
        let high = values.max() ?? 0
        axis = ValueAxis(core: values, isLogarithmic: low > 0 && high > 300 * low)
        shown = values.isEmpty ? nil : low...high
        var future: [(step: Double, value: Double?)] = []
        if !coming.isEmpty, history.lastStep > 0,
            let latest = history.latest(column: TelemetryLayout.learningRate), latest.isFinite
        {
            future.append((Double(history.lastStep), Double(latest)))
        }
        future += coming.map { (Double($0.step), $0.rate) }
        self.time = time
        self.past = past
        self.coming = coming
        self.future = future
    }
}
