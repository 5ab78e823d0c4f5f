import Terminal
import Testing
import Training

@testable import Dashboard

@Suite("Every pane at every size")
struct PaneSweepTests {
    private func panes(_ run: SyntheticRun, _ view: ChartView) -> [(Rect, inout Canvas) -> Void] {
        let marks = [
            ChartMark(number: 1, step: 100, isPending: false, label: "lr"),
            ChartMark(number: 21, step: 400, isPending: true, label: "adam"),
        ]
        let outlook = (0...20).map { RatePoint(step: run.step + $0 * 20, rate: 0.001) }
        return [
            {
                LossPane(history: run.history, marks: marks, smoothing: 0.9, isLogarithmic: true, view: view).render(
                    in: $0, on: &$1)
            },
            { GradientFlowPane(history: run.history, layers: run.layers, view: view).render(in: $0, on: &$1) },
            {
                LearningRatePane(
                    history: run.history, outlook: outlook, outlookReason: "no reason", scheduleName: "cosine",
                    marks: marks, view: view
                ).render(in: $0, on: &$1)
            },
            {
                MetricsPane(
                    history: run.history, task: .classification, patience: (1, 3), state: .running,
                    test: SplitMetrics(loss: 1, accuracy: 0.5), charset: view.charset
                ).render(in: $0, on: &$1)
            },
        ]
    }

    private func runs() -> [SyntheticRun] {
        var trained = SyntheticRun()
        trained.norm = { layer, step in layer == 1 && step > 350 ? .nan : 0.1 }
        trained.loss = { $0 == 200 ? .infinity : $0 == 250 ? 1e30 : 1 / Float($0) }
        for epoch in 1...4 {
            trained.run(to: epoch * 100)
            trained.report(
                epoch: epoch, validation: SplitMetrics(loss: epoch == 3 ? .nan : 0.5, accuracy: 0.5), isBest: true)
        }
        var early = SyntheticRun(layers: [])
        early.run(to: 1)
        return [SyntheticRun(), early, trained]
    }

    @Test("stays inside its rectangle and never fails", arguments: Charset.allCases)
    func sizes(charset: Charset) {
        let outside = Cell("@", Style(.focus))
        for run in runs() {
            var view = ChartView(charset: charset)
            view.cursor = run.step / 2
            for pane in panes(run, view) {
                for columns in [0, 1, 2, 3, 4, 5, 7, 11, 12, 19, 23, 31, 48, 64, 101] {
                    for rows in [0, 1, 2, 3, 4, 5, 6, 7, 9, 14, 25] {
                        var canvas = Canvas(Size(columns: columns + 4, rows: rows + 4))
                        canvas.fill(canvas.bounds, with: outside)
                        let rect = Rect(column: 2, row: 2, columns: columns, rows: rows)
                        canvas.fill(rect)
                        pane(rect, &canvas)
                        var isClean = true
                        for row in 0..<canvas.size.rows {
                            for column in 0..<canvas.size.columns
                            where !rect.contains(Point(column: column, row: row)) && canvas[column, row] != outside {
                                isClean = false
                            }
                        }
                        #expect(isClean, "\(columns)×\(rows)")
                    }
                }
            }
        }
    }

    @Test("ASCII is ASCII")
    func ascii() {
        for run in runs() {
            for pane in panes(run, ChartView(charset: .ascii)) {
                for (columns, rows) in [(60, 14), (30, 8), (100, 30)] {
                    let text = drawn(columns: columns, rows: rows, pane).text
                    #expect(text.allSatisfy { $0.isASCII }, "\(text)")
                }
            }
        }
    }

    @Test("every sign takes one column", arguments: Charset.allCases)
    func oneColumnSigns(charset: Charset) {
        for run in runs() {
            for pane in panes(run, ChartView(charset: charset)) {
                let canvas = drawn(columns: 70, rows: 20, pane)
                #expect(canvas.cells.allSatisfy { $0.character.columnWidth == 1 })
            }
        }
    }

    @Test("any view a user can get to is drawn", arguments: HorizontalAxis.allCases)
    func views(axis: HorizontalAxis) {
        for run in runs() {
            for visible in [nil, 0.0...1, 399.0...400, 100.0...100, 1e6...2e6, -50.0...50] {
                for cursor in [nil, 0, 250, 400, 1_000_000] {
                    let view = ChartView(axis: axis, visible: visible, cursor: cursor, isFocused: true)
                    for pane in panes(run, view) { _ = drawn(columns: 50, rows: 12, pane) }
                }
            }
        }
    }
}
