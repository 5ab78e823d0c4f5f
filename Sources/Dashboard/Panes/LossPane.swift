import Terminal
import Training

/// The loss over time: the training loss as a band of its extremes with a smoothed line, the validation loss an epoch,
/// the best epoch, the interventions, and dimly the stretches that were undone and the recorded runs that are marked.
struct LossPane {
    var history: RunHistory
    var marks: [ChartMark]
    /// The weight of the smoothing, 0..<1.
    var smoothing: Double
    var isLogarithmic: Bool
    var view: ChartView
    /// The branch of a fork that trains without the last intervention.
    var branch: BranchHistory?
    /// Recorded runs to compare with, each with its letter; drawn where the axis counts steps.
    var recorded: [(letter: Character, curves: RunCurves)] = []

    func render(in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        let curves = LossCurves(self, count: 2 * rect.columns)
        let inner = frame(curves).draw(in: rect, on: &canvas)
        guard !inner.isEmpty else { return }
        guard !curves.isEmpty else {
            inner.writeCentered("waiting for the first step", on: &canvas)
            return
        }
        var plot = plot(curves, in: inner)
        for ghost in curves.ghosts {
            plot.addLine(ghost.loss.map { ($0.center, $0.hasFiniteValues ? Double($0.mean) : nil) }, .ghost)
            plot.addLine(ghost.validation.map { (Double($0.lastStep), Double($0.mean)) }, .ghost)
        }
        plot.addLine(curves.branch.loss, .ghost)
        plot.addLine(curves.branch.validation, .ghost)
        for line in curves.recorded {
            plot.addLine(line.points, .ghost)
            guard let last = line.points.last, let value = last.value else { continue }
            plot.addPoint(step: last.step, value: value, Cell(line.letter, Style(.ghost, bold: true)))
        }
        plot.addBand(curves.training, .band)
        plot.addLine(curves.smoothed, .train)
        plot.addLine(
            curves.validation.map { (Double($0.lastStep), $0.hasFiniteValues ? Double($0.mean) : nil) }, .validation)
        for bucket in curves.validation { plot.addSigns(of: bucket) }
        plot.addMarks(marks)
        if let best = history.best, let loss = best.validation?.loss {
            plot.addPoint(step: Double(best.step), value: loss, Cell(plot.glyphs.best, Style(.best, bold: true)))
        }
        plot.addCursor(view.cursor)
        plot.draw(on: &canvas)
    }

    private func plot(_ curves: LossCurves, in inner: Rect) -> Plot {
        Plot(inner: inner, time: curves.time, value: curves.axis, charset: view.charset)
    }

    /// The step under a place of the canvas where the pane is drawn in `rect`.
    func step(at point: Point, in rect: Rect) -> Double? {
        plot(LossCurves(self, count: 2 * rect.columns), in: ChartFrame.inside(of: rect)).step(at: point)
    }

    private func frame(_ curves: LossCurves) -> ChartFrame {
        let glyphs = ChartGlyphs.of(view.charset)
        let scale = isLogarithmic ? "log" : "linear"
        let smooth = smoothing > 0 ? "smooth \(ChartNumber.short(smoothing))" : "raw"
        var remarks = [StyledText("\(scale) \(glyphs.separator) \(smooth)", short: scale)]
        if let visible = view.visible {
            let ends = [visible.lowerBound, visible.upperBound].map(ChartNumber.approximate)
            remarks.append(StyledText("zoom \(ends[0])-\(ends[1])", .mark, short: "zoom"))
        }
        return ChartFrame(
            title: "Loss", remarks: remarks, legend: view.cursor.map { readout(at: $0) } ?? legend(curves),
            isFocused: view.isFocused, charset: view.charset)
    }

    /// The curves' samples with their latest values.
    private func legend(_ curves: LossCurves) -> [StyledText] {
        let glyphs = ChartGlyphs.of(view.charset)
        var entries: [StyledText] = []
        if let latest = history.latest(column: TelemetryLayout.loss) {
            let shown = latest.isFinite ? curves.smoothed.last?.value ?? Double(latest) : Double(latest)
            let role: Role = latest.isFinite ? .train : .bad
            let number = ChartNumber.significant(shown)
            entries.append(
                StyledText("\(glyphs.trainSample) train \(number)", role, short: "\(glyphs.trainSample) \(number)"))
        }
        if let last = history.epochs.last(where: { $0.validation != nil }), let metrics = last.validation {
            let role: Role = metrics.loss.isFinite ? .validation : .bad
            let number = ChartNumber.significant(metrics.loss)
            entries.append(
                StyledText(
                    "\(glyphs.validationSample) validation \(number)", role,
                    short: "\(glyphs.validationSample) val \(number)"))
        }
        if let best = history.best, let loss = best.validation?.loss {
            let number = ChartNumber.significant(loss)
            entries.append(
                StyledText(
                    "\(glyphs.best) best \(number) @ \(best.epoch)", .best, bold: true,
                    short: "\(glyphs.best) \(number)"))
        }
        if branch != nil { entries.append(StyledText("\(glyphs.ghostSample) without", .ghost)) }
        if !curves.recorded.isEmpty {
            let letters = curves.recorded.map { String($0.letter) }.joined(separator: " ")
            entries.append(StyledText("\(glyphs.ghostSample) recorded \(letters)", .ghost, short: letters))
        }
        if !curves.ghosts.isEmpty { entries.append(StyledText("\(glyphs.ghostSample) undone", .ghost)) }
        return entries
    }

    /// The exact values at the cursor.
    private func readout(at step: Int) -> [StyledText] {
        var entries = [StyledText("step \(ChartNumber.grouped(step))", .text, bold: true)]
        if let bucket = history.value(column: TelemetryLayout.loss, at: step) {
            let short = "train " + ChartNumber.significant(Double(bucket.displayValue), digits: 5)
            var text = short
            if bucket.width > 1, bucket.hasFiniteValues {
                let low = ChartNumber.significant(Double(bucket.minimum))
                let high = ChartNumber.significant(Double(bucket.maximum))
                text += " (\(low) to \(high))"
            }
            entries.append(StyledText(text, bucket.nonFinite.isEmpty ? .train : .bad, short: short))
        }
        if let bucket = history.value(.loss, of: .validation, at: step) {
            let loss = ChartNumber.significant(Double(bucket.displayValue), digits: 5)
            entries.append(StyledText("validation \(loss)", .validation, short: "val \(loss)"))
        }
        if let mark = marks.last(where: { $0.step <= step }), mark.step > step - nearby {
            entries.append(StyledText("\(ChartGlyphs.of(view.charset).number(mark.number)) \(mark.label)", .mark))
        }
        return entries
    }

    /// How many steps from an intervention the cursor still names it: a fiftieth of the view.
    private var nearby: Int {
        let visible = view.visible ?? 0...Double(max(1, history.lastStep))
        return max(1, Int((visible.upperBound - visible.lowerBound) / 50))
    }
}

/// What the loss pane draws, read from the history once a frame.
struct LossCurves {
    let time: TimeAxis
    let axis: ValueAxis
    var training: [Bucket] = []
    var smoothed: [(step: Double, value: Double?)] = []
    var validation: [Bucket] = []
    var ghosts: [(loss: [Bucket], validation: [Bucket])] = []

    /// A fork's other branch, smoothed as the run's own curve is.
    var branch: (loss: [(step: Double, value: Double?)], validation: [(step: Double, value: Double?)]) = ([], [])
    var recorded: [(letter: Character, points: [(step: Double, value: Double?)])] = []

    var isEmpty: Bool { training.isEmpty && validation.isEmpty && ghosts.isEmpty }

    init(_ pane: LossPane, count: Int) {
        let history = pane.history
        let others = pane.view.axis == .step ? pane.recorded : []
        let ends = max(
            history.ghosts.map(\.steps.upperBound).max() ?? 0, pane.branch?.lastStep ?? 0,
            others.map(\.curves.lastStep).max() ?? 0)
        time = TimeAxis(view: pane.view, history: history, lastStep: max(history.lastStep, ends))
        let steps = time.wholeSteps
        let smoothing = Smoothing(weight: pane.smoothing, isLogarithmic: pane.isLogarithmic)

        training = history.buckets(column: TelemetryLayout.loss, steps: steps, count: count)
        let lead = smoothing.lead(visibleSteps: steps.count)
        var before: [Bucket] = []
        if lead > 0, steps.lowerBound > 1 {
            let share = count * lead / max(1, steps.count)
            before = history.buckets(
                column: TelemetryLayout.loss, steps: max(0, steps.lowerBound - lead)...steps.lowerBound - 1,
                count: max(1, share))
        }
        let values = smoothing.values(of: before + training, visibleSteps: steps.count)
        smoothed = zip(training, values.dropFirst(before.count)).map { bucket, value in
            (bucket.center, bucket.hasFiniteValues ? value : nil)
        }

        // One epoch beyond each edge, so that the line runs on to it.
        validation = history.buckets(.loss, of: .validation, steps: steps, count: count)
        if let first = validation.first, first.firstStep > 1,
            let earlier = history.value(.loss, of: .validation, at: first.firstStep - 1)
        {
            validation.insert(earlier, at: 0)
        }
        for ghost in history.ghosts where ghost.steps.overlaps(steps) {
            ghosts.append(
                (
                    ghost.buckets(column: TelemetryLayout.loss, steps: steps, count: count),
                    ghost.buckets(.loss, of: .validation, steps: steps, count: count)
                ))
        }

        if let other = pane.branch {
            let losses = other.losses(steps: steps, count: count)
            let values = smoothing.values(of: losses, visibleSteps: steps.count)
            branch.loss = zip(losses, values).map { ($0.center, $0.hasFiniteValues ? $1 : nil) }
            branch.validation = other.validationLosses(steps: steps, count: count)
                .map { (Double($0.lastStep), $0.hasFiniteValues ? Double($0.mean) : nil) }
        }
        // What differs in its steps an epoch has no place on the other axes.
        recorded = others.map { other in
            let validation = other.curves.validation
            let buckets = validation.isEmpty ? other.curves.training : validation
            return (
                other.letter,
                buckets.map { (Double($0.lastStep), $0.hasFiniteValues ? Double($0.mean) : nil) }
            )
        }

        var core = (smoothed + branch.loss).compactMap(\.value)
        var extremes: [Double] = []
        for bucket in validation where bucket.hasFiniteValues { core.append(Double(bucket.mean)) }
        for bucket in training + ghosts.flatMap(\.loss) where bucket.hasFiniteValues {
            extremes.append(Double(bucket.minimum))
            extremes.append(Double(bucket.maximum))
        }
        extremes += recorded.flatMap { $0.points.compactMap(\.value) }
        axis = ValueAxis(core: core, extremes: extremes, isLogarithmic: pane.isLogarithmic)
    }
}
