import Terminal
import Testing
import Training

@testable import Dashboard

@Suite("From a place on the screen to a step")
struct ChartPointTests {
    /// The columns where a pane draws its cursor line.
    private func cursorColumns(_ canvas: Canvas) -> Set<Int> {
        var columns: Set<Int> = []
        for row in 0..<canvas.size.rows {
            for column in 0..<canvas.size.columns {
                let style = canvas[column, row].style
                if style.role == .cursor || style.reverse { columns.insert(column) }
            }
        }
        return columns
    }

    @Test("the cursor set by pointing stands under the pointer", arguments: Charset.allCases, HorizontalAxis.allCases)
    func roundTrip(charset: Charset, axis: HorizontalAxis) throws {
        var run = SyntheticRun()
        for epoch in 1...5 {
            run.run(to: epoch * epoch * 400)
            run.report(epoch: epoch, validation: nil)
        }
        let outlook = [RatePoint(step: run.step, rate: 0.1), RatePoint(step: 2 * run.step, rate: 0.1)]
        let rect = Rect(column: 3, row: 2, columns: 62, rows: 14)
        for column in stride(from: 24, to: 62, by: 5) {
            let point = Point(column: column, row: 8)
            var view = ChartView(charset: charset, axis: axis)
            let loss = LossPane(history: run.history, marks: [], smoothing: 0.9, isLogarithmic: true, view: view)
            let gradient = GradientFlowPane(history: run.history, layers: run.layers, view: view)
            let rate = LearningRatePane(
                history: run.history, outlook: outlook, outlookReason: nil, scheduleName: "constant", marks: [],
                view: view)
            let steps = [
                loss.step(at: point, in: rect), gradient.step(at: point, in: rect), rate.step(at: point, in: rect),
            ]
            for (index, step) in steps.enumerated() {
                view.cursor = Int(try #require(step).rounded())
                let canvas = drawn(columns: 70, rows: 18) { _, canvas in
                    switch index {
                    case 0:
                        LossPane(history: run.history, marks: [], smoothing: 0.9, isLogarithmic: true, view: view)
                            .render(in: rect, on: &canvas)
                    case 1:
                        GradientFlowPane(history: run.history, layers: run.layers, view: view)
                            .render(in: rect, on: &canvas)
                    default:
                        LearningRatePane(
                            history: run.history, outlook: outlook, outlookReason: nil, scheduleName: "constant",
                            marks: [], view: view
                        ).render(in: rect, on: &canvas)
                    }
                }
                #expect(cursorColumns(canvas) == [column], "pane \(index)\n\(canvas.text)")
            }
        }
    }

    @Test("places beside the plot give its ends, and panes without room nothing")
    func edges() {
        var run = SyntheticRun()
        run.run(to: 1000)
        let pane = LossPane(
            history: run.history, marks: [], smoothing: 0, isLogarithmic: false, view: ChartView())
        let rect = Rect(column: 0, row: 0, columns: 60, rows: 12)
        #expect(pane.step(at: Point(column: 0, row: 5), in: rect) == 0)
        #expect(pane.step(at: Point(column: 500, row: 5), in: rect) == 1000)
        #expect(pane.step(at: Point(column: 0, row: 0), in: Rect(column: 0, row: 0, columns: 0, rows: 0)) == nil)
    }
}
