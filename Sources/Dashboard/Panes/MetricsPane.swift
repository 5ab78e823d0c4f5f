import Terminal
import Training

/// The metrics of the latest epoch beside the best one, how much patience is left, and the test split's result once
/// there is one.
struct MetricsPane {
    var history: RunHistory
    var task: RunDescription.Task
    /// What the best epoch is the best by.
    var monitor = EarlyStopping.Monitor.validationLoss
    /// Epochs without improvement, and how many are allowed; `nil` where early stopping is off.
    var patience: (used: Int, allowed: Int)?
    var state: RunState
    /// The test split's metrics, once the run is over.
    var test: SplitMetrics?
    var charset: Charset

    func render(in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        var remarks: [StyledText] = []
        if let last = history.epochs.last { remarks.append(StyledText("epoch \(last.epoch)")) }
        let inner = ChartFrame(title: "Metrics", remarks: remarks, charset: charset).draw(in: rect, on: &canvas)
        var rows = rows
        // Where there is little room, the first metric and the patience count most.
        while rows.count > inner.rows, let index = rows.indices.max(by: { rows[$0].rank < rows[$1].rank }) {
            rows.remove(at: index)
        }
        for (index, row) in rows.enumerated() { row.draw(in: inner, row: inner.row + index, on: &canvas) }
    }

    private var rows: [MetricRow] {
        var rows: [MetricRow] = []
        if history.epochs.isEmpty {
            rows.append(MetricRow(rank: 0, label: "no epoch is complete yet", isNote: true))
        } else {
            for (rank, metric) in Metric.of(task, charset: charset).enumerated() {
                rows.append(row(metric, rank: rank))
            }
        }
        rows += techniqueRows
        if let patience { rows.append(gauge(patience)) }
        if let test {
            rows.append(row(test: test))
        } else if state == .evaluating {
            rows.append(MetricRow(rank: 1, label: "test", parts: [StyledText("evaluating", .dim)]))
        }
        return rows
    }

    /// What averaging, ensembles and l1 have come to, each where it is on.
    private var techniqueRows: [MetricRow] {
        var rows: [MetricRow] = []
        if let averaged = history.epochs.last?.averaged {
            rows.append(MetricRow(rank: 6, label: "averaged", parts: parts(of: averaged)))
        }
        if let ensemble = history.epochs.last(where: { $0.ensemble != nil })?.ensemble {
            let count = StyledText("of \(ensemble.members)", .dim)
            rows.append(MetricRow(rank: 7, label: "ensemble", parts: [count] + parts(of: ensemble.metrics)))
        }
        if let sparsity = history.epochs.last?.sparsity {
            func percent(_ share: Double) -> String { ChartNumber.fixed(100 * share, decimals: 0) }
            let total = percent(sparsity.total) + " %"
            let layers = sparsity.layers.map(percent).joined(separator: " ")
            let parts = [StyledText("\(total) of the weights", short: total), StyledText("by layer \(layers)", .dim)]
            rows.append(MetricRow(rank: 5, label: "zeros", parts: parts))
        }
        return rows
    }

    /// A validation result in the metrics' words.
    private func parts(of metrics: SplitMetrics) -> [StyledText] {
        Metric.of(task, charset: charset).compactMap { metric in
            metric.value(metrics).map {
                StyledText("\(metric.label) \(metric.text($0))", .validation, short: metric.text($0))
            }
        }
    }

    /// One metric: both splits, where it is going, and the best.
    private func row(_ metric: Metric, rank: Int) -> MetricRow {
        var parts: [StyledText] = []
        let last = history.epochs.last
        if let value = last.flatMap({ metric.value($0.training) }) {
            parts.append(part("train", value, metric, .train))
        }
        let validated = history.epochs.filter { $0.validation != nil }.suffix(2)
        if let value = validated.last?.validation.flatMap(metric.value) {
            parts.append(part("val", value, metric, .validation))
            let before = validated.count > 1 ? validated.first?.validation.flatMap(metric.value) : nil
            parts.append(trend(from: before, to: value, metric))
        }
        if let best = history.best, let value = best.validation.flatMap(metric.value) {
            let text = metric.text(value)
            if metric.isJudged(by: monitor) {
                parts.append(StyledText("best \(text) @ \(best.epoch)", .best, short: text))
            } else {
                // It need not be the best of its own kind.
                let words = "at best \(monitor.word) \(text)"
                parts.append(StyledText("\(words) @ \(best.epoch)", .best, short: words))
            }
        }
        return MetricRow(rank: rank == 0 ? 0 : 2 + rank, label: metric.label, parts: parts)
    }

    private func part(_ name: String, _ value: Double, _ metric: Metric, _ role: Role) -> StyledText {
        StyledText("\(name) \(metric.text(value))", value.isFinite ? role : .bad, short: metric.text(value))
    }

    /// ▲ or ▼ for the direction, the color for whether that is good.
    private func trend(from before: Double?, to value: Double, _ metric: Metric) -> StyledText {
        let glyphs = ChartGlyphs.of(charset)
        guard let before, before.isFinite, value.isFinite else { return StyledText(" ") }
        // What rounds to the same is the same.
        if metric.text(before) == metric.text(value) { return StyledText("=", .dim) }
        let isUp = value > before
        let isGood = isUp == metric.isBetterWhenHigher
        return StyledText(String(isUp ? glyphs.above : glyphs.below), isGood ? .good : .warning)
    }

    private func gauge(_ patience: (used: Int, allowed: Int)) -> MetricRow {
        let glyphs = ChartGlyphs.of(charset)
        let allowed = max(1, patience.allowed)
        let used = min(allowed, max(0, patience.used))
        let cells = min(10, allowed)
        let filled = (used * cells + allowed - 1) / allowed
        let bar =
            String(repeating: glyphs.gaugeFull, count: filled)
            + String(repeating: glyphs.gaugeEmpty, count: cells - filled)
        let role: Role = used * 4 >= allowed * 3 ? .warning : .text
        let count = "\(patience.used)/\(patience.allowed)"
        var parts = [StyledText("\(bar) \(count)", role, short: count)]
        if state == .earlyStopped { parts.append(StyledText("stopped early", .warning, bold: true)) }
        return MetricRow(rank: 1, label: "patience", parts: parts)
    }

    private func row(test: SplitMetrics) -> MetricRow {
        let parts = Metric.of(task, charset: charset).compactMap { metric in
            metric.value(test).map {
                StyledText("\(metric.label) \(metric.text($0))", .good, bold: true, short: metric.text($0))
            }
        }
        return MetricRow(rank: 0, label: "test", parts: parts)
    }
}

/// A line of the metrics: a label and what fits of its parts.
private struct MetricRow {
    /// 0 stays longest.
    var rank: Int
    var label: String
    var parts: [StyledText] = []
    var isNote = false

    static let labelWidth = 10

    func draw(in inner: Rect, row: Int, on canvas: inout Canvas) {
        let start = inner.column + (inner.columns > 2 ? 1 : 0)
        let style = Style(isNote ? .dim : .text)
        let end = canvas.write(label, column: start, row: row, style: style, clip: inner)
        guard !parts.isEmpty else { return }
        var at = inner.columns >= 30 ? max(end + 1, start + Self.labelWidth) : end + 1
        for part in parts {
            // The sign of a trend stands close to its value.
            let gap = part.text.columnWidth == 1 ? -1 : 0
            guard let text = part.fitting(inner.endColumn - at - gap) else { break }
            at = canvas.write(text, column: at + gap, row: row, style: part.style, clip: inner) + 2
        }
    }
}

/// A metric that epochs report.
private struct Metric {
    let label: String
    let isBetterWhenHigher: Bool
    /// Whether it is the score: the first metric where that is not the loss.
    var isScore = false
    let value: (SplitMetrics) -> Double?
    let text: (Double) -> String

    /// Whether the best epoch by a monitor is the best by this.
    func isJudged(by monitor: EarlyStopping.Monitor) -> Bool {
        switch monitor {
        case .validationLoss: label == "loss"
        case .validationScore: isScore
        case .trainingLoss: false
        }
    }

    static func of(_ task: RunDescription.Task, charset: Charset) -> [Metric] {
        let loss = Metric(
            label: "loss", isBetterWhenHigher: false, value: { $0.loss }, text: { ChartNumber.significant($0) })
        switch task {
        case .classification:
            return [
                Metric(
                    label: "accuracy", isBetterWhenHigher: true, isScore: true, value: { $0.accuracy },
                    text: { ChartNumber.fixed($0, decimals: 3) }),
                loss,
            ]
        case .regression:
            let rSquared = ChartGlyphs.of(charset).rSquared
            return [
                Metric(
                    label: rSquared, isBetterWhenHigher: true, isScore: true, value: { $0.r2 },
                    text: { ChartNumber.fixed($0, decimals: 3) }),
                Metric(
                    label: "MAE", isBetterWhenHigher: false, value: { $0.mae }, text: { ChartNumber.significant($0) }),
                loss,
            ]
        }
    }
}

extension EarlyStopping.Monitor {
    /// What it watches, in a word beside a validation metric.
    fileprivate var word: String {
        switch self {
        case .validationLoss: "loss"
        case .validationScore: "score"
        case .trainingLoss: "train loss"
        }
    }
}
