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
        let coming = outlook.filter { $0.step >= history.lastStep }
        let inner = frame(hasFuture: !coming.isEmpty).draw(in: rect, on: &canvas)
        guard !inner.isEmpty else { return }
        let time = TimeAxis(
            view: view, history: history, lastStep: max(history.lastStep, coming.last?.step ?? history.lastStep))
        let past = history.buckets(
            column: TelemetryLayout.learningRate, steps: time.wholeSteps, count: 2 * rect.columns)
        guard !past.isEmpty || !coming.isEmpty else {
            inner.writeCentered(outlookReason ?? "waiting for the first step", on: &canvas)
            return
        }
        var values = coming.filter { time.steps.contains(Double($0.step)) }.map(\.rate)
        for bucket in past where bucket.hasFiniteValues {
            values.append(Double(bucket.minimum))
            values.append(Double(bucket.maximum))
        }
        let positive = values.filter { $0 > 0 }
        let ratio = (positive.max() ?? 1) / (positive.min() ?? 1)
        // Warm-up and decay over decades are seen on a logarithmic axis; everything else has its true shape on a linear one.
        let axis = ValueAxis(core: values, isLogarithmic: ratio > 300 && positive.count == values.count)
        var plot = Plot(inner: inner, time: time, value: axis, charset: view.charset)
        plot.addLine(future(from: past.last, coming), .coming)
        plot.addBand(past, .rate)
        plot.addMarks(marks)
        plot.addCursor(view.cursor)
        plot.draw(on: &canvas)
        writeReason(in: plot.area, hasFuture: !coming.isEmpty, on: &canvas)
    }

    /// The line ahead begins where the past ends.
    private func future(from last: Bucket?, _ coming: [RatePoint]) -> [(step: Double, value: Double?)] {
        var line: [(step: Double, value: Double?)] = []
        if !coming.isEmpty, let last, last.hasFiniteValues {
            line.append(
                (Double(last.lastStep), Double(history.latest(column: TelemetryLayout.learningRate) ?? last.mean)))
        }
        return line + coming.map { (Double($0.step), $0.rate) }
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
    private func writeReason(in area: Rect, hasFuture: Bool, on canvas: inout Canvas) {
        guard !hasFuture, let outlookReason, area.columns > 2 else { return }
        let text = outlookReason.prefix(area.columns - 2)
        let columns = area.endColumn - text.count - 2..<area.endColumn
        let free = (area.row..<area.endRow).last { row in
            columns.allSatisfy { $0 < area.column || canvas[$0, row].character == " " }
        }
        guard let free else { return }
        canvas.write(text, column: columns.lowerBound + 1, row: free, style: Style(.dim), clip: area)
    }
}
