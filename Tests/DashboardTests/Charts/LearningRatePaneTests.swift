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
