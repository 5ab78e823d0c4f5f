import Terminal
import Testing
import Training

@testable import Dashboard

@Suite("The learning-rate pane")
struct LearningRatePaneTests {
    private func canvas(
        _ run: SyntheticRun, outlook: [RatePoint] = [], reason: String? = nil, name: String = "cosine",
        view: ChartView = ChartView()
    ) -> Canvas {
        drawn(columns: 76, rows: 8) { rect, canvas in
            LearningRatePane(
                history: run.history, outlook: outlook, outlookReason: reason, scheduleName: name, baseRate: 0.001,
                marks: [], view: view
            ).render(in: rect, on: &canvas)
        }
    }

    @Test("the past is solid, the future dashed, and both meet")
    func pastAndFuture() {
        var run = SyntheticRun()
        run.rate = { 0.001 * (1 - Float($0) / 1000) }
        run.run(to: 500)
        let outlook = (0...50).map { RatePoint(step: 500 + 10 * $0, rate: 0.001 * (0.5 - Double($0) / 100)) }
        let drawing = canvas(run, outlook: outlook)
        #expect(drawing.text.contains("dashed = to come"))
        #expect(drawing.text.contains("now 5.00e-4 · base 0.001"))
        func columns(_ role: Role) -> [Int] {
            (0..<76).filter { column in
                (1..<6).contains { drawing[column, $0].style.role == role && drawing[column, $0].character != " " }
            }
        }
        let inside = columns(.learningRate).filter { column in
            (1..<6).contains { drawing[column, $0].style.role == .learningRate }
        }
        let past = inside.max() ?? 0
        let future = columns(.comingRate).min() ?? 0
        #expect(future >= past && future - past <= 2)
        #expect((34...46).contains(past), "half of the axis is past")
    }

    @Test("says why there is no future")
    func noFuture() {
        var run = SyntheticRun()
        run.run(to: 100)
        let text = canvas(run, reason: "plateau waits for the validation loss", name: "plateau").text
        #expect(text.contains("plateau waits for the validation loss"))
        #expect(!text.contains("dashed"))
    }

    @Test("before the first step the future stands alone")
    func onlyFuture() {
        let outlook = (0...10).map { RatePoint(step: 10 * $0, rate: 0.01) }
        let drawing = canvas(SyntheticRun(), outlook: outlook)
        #expect(drawing.cells.contains { $0.style.role == .comingRate })
    }

    /// The row on which a label stands left of the axis.
    private func row(of label: String, in drawing: Canvas) -> Int? {
        drawing.text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { line in
            line.contains("┤") && line.dropFirst().prefix { $0 != "┤" }.split(separator: " ").joined() == label
        }
    }

    /// The row of the curve at a column's place of the plot.
    private func curve(_ drawing: Canvas, column: Int) -> Int? {
        (1..<7).first { drawing[column, $0].style.role == .learningRate && drawing[column, $0].character != " " }
    }

    @Test("both ends of the range are labeled, each on the curve's own row, however many powers of ten lie between")
    func ends() {
        var run = SyntheticRun()
        run.rate = { $0 <= 50 ? 1e-5 : 0.05 }
        run.run(to: 100)
        var drawing = canvas(run, name: "constant")
        #expect(row(of: "0.05", in: drawing) == curve(drawing, column: 70))
        #expect(row(of: "1e-5", in: drawing) == curve(drawing, column: 15))
        #expect(row(of: "0.01", in: drawing) == nil)
        // A cosine that ends near zero, and one rate alone.
        let outlook = (0...100).map { RatePoint(step: 10 * $0, rate: 0.001 * (1 - Double($0) / 101)) }
        drawing = canvas(SyntheticRun(), outlook: outlook)
        #expect(row(of: "0.001", in: drawing) != nil)
        run = SyntheticRun()
        run.rate = { _ in 0.03 }
        run.run(to: 100)
        drawing = canvas(run, outlook: [RatePoint(step: 100, rate: 0.03), RatePoint(step: 400, rate: 0.03)])
        #expect(row(of: "0.03", in: drawing) == curve(drawing, column: 15))
        #expect(drawing.text.split(separator: "\n").count { $0.contains("0.03┤") } == 1)
    }

    @Test("the cursor reads the past and the future")
    func cursor() {
        var run = SyntheticRun()
        run.run(to: 100)
        var view = ChartView()
        view.cursor = 150
        let outlook = [RatePoint(step: 101, rate: 0.25), RatePoint(step: 200, rate: 0.125)]
        #expect(canvas(run, outlook: outlook, view: view).text.contains("step 150: 0.25000"))
        view.cursor = 50
        #expect(canvas(run, outlook: outlook, view: view).text.contains("step 50: 1.0000e-3"))
    }
}
