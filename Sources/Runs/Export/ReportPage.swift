import Foundation
import Training
import Tunables

/// The report of a run: one HTML file that needs nothing else, for light and dark, for screen and paper.
struct ReportPage {
    let run: RecordedRun
    private let history: RunHistory
    private let marks: [ReportChart.Mark]
    private let steps: ClosedRange<Int>

    init(run: RecordedRun) {
        self.run = run
        history = run.history
        steps = 1...max(2, run.series.lastStep, run.epochs.last?.step ?? 0)
        marks = run.journal.branch.map { entry in
            let words = ReportWords.changes(entry).map { "\($0.key) \($0.change)" }.joined(separator: ", ")
            return ReportChart.Mark(number: entry.id, step: entry.step, words: "step \(entry.step): \(words)")
        }
    }

    func html() -> String {
        let name = ReportWords.escaped(run.record.title.isEmpty ? run.record.preset : run.record.title)
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(name) · \(ReportWords.escaped(run.record.id))</title>
            <style>
            \(ReportStyle.sheet)
            </style></head><body><main>
            \(header(name))
            \(tiles)
            <h2>Course of the run</h2>
            \(charts)
            <h2>Journal</h2>
            \(ReportTables.journal(run.journal))
            <h2>Findings</h2>
            \(ReportTables.findings(run.findings))
            <h2>Settings</h2>
            \(ReportTables.settings(of: run))
            <h2>Where and how</h2>
            \(ReportTables.origin(run))
            <footer>Written by Descent. Steps are optimizer updates; shaded ranges reach from the least to the greatest value.</footer>
            </main></body></html>

            """
    }

    private func header(_ name: String) -> String {
        let record = run.record
        let parameters = ReportWords.count(record.parameterCount)
        let tone =
            switch record.state {
            case .finished, .earlyStopped: "good"
            case .diverged: "alarm"
            default: record.isInterrupted ? "warning" : ""
            }
        let state = record.isInterrupted ? "interrupted" : ReportWords.state(record.state)
        let note = record.note.isEmpty ? "" : #"<p class="about">\#(ReportWords.escaped(record.note))</p>"#
        let tags = record.tags.map { #" <span class="badge">\#(ReportWords.escaped($0))</span>"# }.joined()
        return """
            <header><div><p class="eyebrow">\(ReportWords.escaped(record.id))</p><h1>\(name)</h1>
            <p class="about">\(ReportWords.escaped(record.preset)), \(ReportWords.escaped(record.architecture)), \
            \(parameters) parameters, seed \(record.seed), \(ReportWords.moment(record.started))</p>\(note)</div>
            <div><span class="badge \(tone)">\(state)</span>\(tags)</div></header>
            """
    }

    // MARK: Numbers

    private var tiles: String {
        let record = run.record
        var tiles: [(String, String)] = [
            (ReportWords.number(record.bestLoss), "loss at the best epoch" + (record.bestEpoch.map { ", \($0)" } ?? ""))
        ]
        let isClassification = record.task == .classification
        let score = isClassification ? ReportWords.percent(record.bestScore) : ReportWords.number(record.bestScore)
        tiles.append((score, isClassification ? "accuracy then" : "R² then"))
        if let test = record.test {
            let shown = isClassification ? ReportWords.percent(test.accuracy) : ReportWords.number(test.r2 ?? test.loss)
            let weights = run.summary?.testedWeights.map { " (\($0.words))" } ?? ""
            let name = isClassification ? "accuracy" : test.r2 == nil ? "loss" : "R²"
            tiles.append((shown, "\(name) on the test split\(weights)"))
        }
        tiles.append(
            (
                ReportWords.count(record.steps),
                "steps, \(ReportWords.count(record.epochs)) of \(ReportWords.count(record.plannedEpochs)) epochs"
            ))
        tiles.append((ReportWords.duration(record.seconds), "of training"))
        tiles.append((String(record.interventions), record.interventions == 1 ? "intervention" : "interventions"))
        return #"<div class="tiles">"#
            + tiles.map { #"<div class="tile"><b>\#($0.0)</b><span>\#($0.1)</span></div>"# }.joined() + "</div>"
    }

    // MARK: Charts

    private var charts: String {
        var charts = [(true, loss)]
        if let score { charts.append((false, score)) }
        charts.append((false, rate))
        if score == nil { charts.append((false, gradient)) }
        charts.append((true, layers))
        if score != nil { charts.append((true, gradient)) }
        return #"<div class="charts">"#
            + charts.map { isWide, chart in
                var chart = chart
                chart.width = isWide ? 1040 : 510
                chart.height = isWide ? 290 : 240
                return #"<div\#(isWide ? #" class="wide""# : "")>\#(chart.svg())</div>"#
            }.joined(separator: "\n") + "</div>"
    }

    private func column(_ column: Int, points: Int = 480) -> [Bucket] {
        history.buckets(column: column, steps: steps, count: points)
    }

    /// A metric of the epochs as points at their ends.
    private func points(_ value: (EpochReport) -> Double?) -> [Bucket] {
        let every = max(1, run.epochs.count / 480)
        return run.epochs.enumerated().filter { $0.offset % every == 0 || $0.offset == run.epochs.count - 1 }
            .compactMap { _, report in
                value(report).map {
                    Bucket(
                        firstStep: report.step, lastStep: report.step, minimum: Float($0), mean: Float($0),
                        maximum: Float($0), nonFinite: NonFinite(Float($0)))
                }
            }
    }

    /// Whether finite values span so much that only logarithms show them all.
    private func spansDecades(_ buckets: [Bucket]) -> Bool {
        let positive = buckets.filter { $0.hasFiniteValues && $0.mean > 0 }.map(\.mean)
        guard let low = positive.min(), let high = positive.max() else { return false }
        return high / low > 40
    }

    private var loss: ReportChart {
        let training = column(TelemetryLayout.loss)
        let validation = points { $0.validation?.loss }
        var lines = [ReportChart.Line(name: "training", style: "train", buckets: training, hasBand: true)]
        if !validation.isEmpty {
            lines.append(ReportChart.Line(name: "validation", style: "validation", buckets: validation))
        }
        let best = run.epochs.last { $0.isBest }
        return ReportChart(
            title: "Loss", detail: "a step each, with its range", lines: lines, steps: steps, marks: marks,
            star: best.flatMap { report in report.validation.map { (report.step, $0.loss) } },
            isLogarithmic: spansDecades(training))
    }

    private var score: ReportChart? {
        let isClassification = run.record.task == .classification
        func score(_ metrics: SplitMetrics?) -> Double? { isClassification ? metrics?.accuracy : metrics?.r2 }
        let training = points { score($0.training) }
        let validation = points { score($0.validation) }
        guard !training.isEmpty || !validation.isEmpty else { return nil }
        return ReportChart(
            title: isClassification ? "Accuracy" : "R²", detail: "an epoch each",
            lines: [
                ReportChart.Line(name: "training", style: "train", buckets: training),
                ReportChart.Line(name: "validation", style: "validation", buckets: validation),
            ].filter { !$0.buckets.isEmpty }, steps: steps, marks: marks)
    }

    private var rate: ReportChart {
        let rates = column(TelemetryLayout.learningRate)
        return ReportChart(
            title: "Learning rate", detail: "in force at each step",
            lines: [ReportChart.Line(name: "learning rate", style: "rate", buckets: rates, isStairs: true)],
            steps: steps, marks: marks, isLogarithmic: spansDecades(rates), fromZero: true)
    }

    private var gradient: ReportChart {
        let before = column(TelemetryLayout.gradientNorm)
        let after = column(TelemetryLayout.clippedNorm)
        var lines = [ReportChart.Line(name: "gradient", style: "train", buckets: before, hasBand: true)]
        if zip(before, after).contains(where: { abs($0.mean - $1.mean) > 1e-6 * abs($0.mean) }) {
            lines.append(ReportChart.Line(name: "after clipping", style: "validation", buckets: after))
        }
        return ReportChart(
            title: "Gradient norm", detail: "over all parameters", lines: lines, steps: steps, marks: marks,
            isLogarithmic: true)
    }

    private var layers: ReportChart {
        let layout = run.series.layout
        let layers = run.record.layers.prefix(layout.layerCount)
        let lines = layers.enumerated().map { index, layer in
            ReportChart.Line(
                name: "\(layer.number) \(layer.name)", style: "layer",
                buckets: column(layout.column(.gradientNorm, layer: index), points: 320),
                ramp: layers.count > 1 ? Double(index) / Double(layers.count - 1) : 1)
        }
        return ReportChart(
            title: "Gradient norm by layer", detail: "of the weights, from the input to the output", lines: lines,
            steps: steps, marks: marks, isLogarithmic: true)
    }
}
