import Terminal
import Testing
import Training

@testable import Dashboard

@Suite("The gradient flow pane")
struct GradientFlowPaneTests {
    private func canvas(_ run: SyntheticRun, columns: Int = 62, rows: Int = 14, view: ChartView = ChartView()) -> Canvas
    {
        drawn(columns: columns, rows: rows) { rect, canvas in
            GradientFlowPane(history: run.history, layers: run.layers, view: view).render(in: rect, on: &canvas)
        }
    }

    /// A deep network whose gradient shrinks by `factor` a layer from the output down.
    private func deep(layers: Int, factor: Float, steps: Int = 300) -> SyntheticRun {
        var run = SyntheticRun(layers: Array(repeating: "dense16", count: layers - 1) + ["dense2"])
        run.norm = { layer, _ in
            var norm: Float = 0.2
            for _ in 0..<layers - 1 - layer { norm *= factor }
            return norm
        }
        run.run(to: steps)
        return run
    }

    private func lines(_ canvas: Canvas) -> [String] {
        canvas.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("layers inside blocks have the number that their keys have")
    func nestedLayers() {
        var run = SyntheticRun(layers: ["dense32", "dense64", "dense32", "projection32", "dense10"])
        run.layers = zip(run.layers, ["1", "2.1", "2.2", "2", "3"]).enumerated().map { index, item in
            RunDescription.Layer(
                number: index + 1, label: item.1, name: item.0.name, activation: "relu", parameterCount: 100)
        }
        run.norm = { layer, _ in layer == 1 ? 1e-9 : 0.1 }
        run.run(to: 300)
        let shown = canvas(run).text
        #expect(shown.contains("2.1 dense64") && shown.contains("  2 projection32") && shown.contains("  3 dense10"))
        #expect(shown.contains("layer 2.1"))
    }

    @Test("names every layer, the output on top, and says which one is sick")
    func verdicts() {
        var run = SyntheticRun()
        run.norm = { layer, _ in [6.2e-6, 8.0e-4, 3.4e-2, 2.1e-1][layer] }
        run.run(to: 500)
        let lines = lines(canvas(run))
        #expect(lines[2].contains("4 dense10") && lines[2].contains("2.1e-1"))
        #expect(lines[4].contains("2 dense64") && lines[4].contains("8.0e-4") && lines[4].contains("low"))
        #expect(lines[5].contains("1 dense64") && lines[5].contains("6.2e-6") && lines[5].contains("VANISHING"))
        #expect(lines.last?.contains("first:last 3e-5") == true)
        #expect(lines.last?.contains("VANISHING: layer 1") == true)
    }

    @Test("the lengths of bars are logarithms")
    func barLengths() {
        var run = SyntheticRun(layers: ["a", "b", "c", "d"])
        run.norm = { layer, _ in [1e-6, 1e-4, 1e-2, 1][layer] }
        run.run(to: 100)
        let lines = lines(canvas(run, columns: 100))
        let lengths = (2...5).map { lines[$0].filter { "━╸".contains($0) }.count }
        #expect(lengths[0] > lengths[1] && lengths[1] > lengths[2] && lengths[2] > lengths[3])
        #expect(
            abs((lengths[0] - lengths[1]) - (lengths[2] - lengths[3])) <= 1, "two powers of ten are as long everywhere")
    }

    @Test("trends have arrows")
    func trends() {
        var run = SyntheticRun(layers: ["up", "level", "down"])
        run.norm = { layer, step in [Float(step) * 1e-4, 0.1, 10 / Float(step)][layer] }
        run.run(to: 1000)
        let lines = lines(canvas(run))
        #expect(lines[2].contains("↘") && lines[3].contains("→") && lines[4].contains("↗"))
    }

    @Test("dead, exploding and non-finite layers have their words", arguments: Charset.allCases)
    func words(charset: Charset) {
        var run = SyntheticRun(layers: ["a", "b", "c", "d"])
        run.norm = { layer, _ in [0, 5e4, .nan, .infinity][layer] }
        run.run(to: 100)
        let text = canvas(run, view: ChartView(charset: charset)).text
        for word in ["dead", "EXPLODING", "NaN", "Inf"] { #expect(text.contains(word), "\(text)") }
    }

    @Test("a gradient that underflows to zero has vanished, one that is zero out of health is dead")
    func zeros() {
        var run = SyntheticRun(layers: ["a", "b", "c", "d"])
        run.norm = { layer, _ in [0, 1e-30, 1e-5, 1][layer] }
        run.run(to: 10)
        #expect(!canvas(run).text.contains("dead"))
        run.norm = { layer, _ in [0, 0.1, 0.1, 1][layer] }
        run.run(to: 200)
        #expect(canvas(run).text.contains("dead: layer 1"))
    }

    @Test("a network that is small all over is not called vanishing")
    func convergedIsQuiet() {
        var run = SyntheticRun()
        run.norm = { _, _ in 3e-6 }
        run.run(to: 100)
        let text = canvas(run).text
        #expect(!text.contains("VANISHING") && !text.contains(" low"))
    }

    @Test("what clipping takes off is drawn light and said")
    func clipping() {
        var history = RunHistory(layout: TelemetryLayout(layerCount: 1))
        var batch = TelemetryBatch(layout: history.layout, capacity: 10)
        for step in 1...10 {
            batch.append(step: step) { row in
                for column in 0..<history.layout.columnCount { row[column] = 1 }
                row[TelemetryLayout.gradientNorm] = 1000
                row[history.layout.column(.gradientNorm, layer: 0)] = 1000
            }
        }
        history.append(batch)
        let layers = [RunDescription.Layer(number: 1, name: "dense", activation: "relu", parameterCount: 1)]
        let text = drawn(columns: 80, rows: 8) { rect, canvas in
            GradientFlowPane(history: history, layers: layers, view: ChartView()).render(in: rect, on: &canvas)
        }.text
        #expect(text.contains("clipped 1000 to 1.0"))
        #expect(text.contains("╌"))
    }

    @Test("a deep network shows its sick layers in a small pane", arguments: [12, 15, 20, 40, 100])
    func deepNetworks(count: Int) {
        let run = deep(layers: count, factor: 0.2)
        for (columns, rows) in [(62, 14), (62, 12), (80, 10), (44, 12), (30, 8), (30, 5)] {
            let text = canvas(run, columns: columns, rows: rows).text
            #expect(text.contains("VANISHING"), "\(columns)×\(rows)\n\(text)")
            #expect(text.contains(" 1 dense16"), "\(columns)×\(rows)\n\(text)")
        }
    }

    @Test("all of twelve layers are named where there are twelve rows, all of twenty where two stand in a row")
    func allNamed() {
        for (count, rows) in [(12, 14), (20, 14)] {
            let text = canvas(deep(layers: count, factor: 0.2), rows: rows).text
            for number in 1..<count { #expect(text.contains("\(number) dense16"), "\(text)") }
            #expect(text.contains("\(count) dense2"))
        }
    }

    @Test("the heatmap shows when a layer went non-finite, and a spike of one step")
    func heatmap() {
        var run = SyntheticRun()
        run.norm = { layer, step in layer == 0 && step > 900 ? .nan : layer == 3 && step == 300 ? 1e9 : 0.1 }
        run.run(to: 1000)
        let drawing = canvas(run, rows: 14)
        let strips = Array(lines(drawing)[6...9])
        #expect(strips.first?.contains("▲") == true, "the spike is beyond the scale, and says so")
        #expect(strips.last?.filter { $0 == "✗" }.count ?? 0 >= 3)
        #expect(drawing.cells.contains { $0.style.role == .heat8 })
        // The healthy part is colored as healthy, too.
        #expect(drawing.cells.contains { $0.style.role == .heat4 })
    }

    @Test("colors are centered on healthy norms")
    func scale() {
        #expect(GradientScale.level(0.1) == 4)
        #expect(GradientScale.level(1e-8) == 0)
        #expect(GradientScale.level(0) == 0)
        #expect(GradientScale.level(1e6) == 8)
        #expect(GradientScale.level(.infinity) == 8)
        #expect((3...5).contains(GradientScale.level(1e-2)) && (3...5).contains(GradientScale.level(1)))
    }

    @Test("the cursor shows the layers as they stood then")
    func cursor() {
        var run = SyntheticRun()
        run.norm = { _, step in step > 500 ? 1 : 1e-3 }
        run.run(to: 1000)
        var view = ChartView()
        view.cursor = 400
        let text = canvas(run, view: view).text
        #expect(text.contains("step 400"))
        #expect(text.contains("1.0e-3"))
    }
}
