import Terminal
import Testing
import Training

@testable import Dashboard

@Suite("The loss pane")
struct LossPaneTests {
    private func pane(
        _ run: SyntheticRun, smoothing: Double = 0, isLogarithmic: Bool = false, marks: [ChartMark] = [],
        view: ChartView = ChartView()
    ) -> LossPane {
        LossPane(history: run.history, marks: marks, smoothing: smoothing, isLogarithmic: isLogarithmic, view: view)
    }

    private func canvas(_ pane: LossPane, columns: Int = 60, rows: Int = 16) -> Canvas {
        drawn(columns: columns, rows: rows) { pane.render(in: $0, on: &$1) }
    }

    /// The highest dot row of a role in each cell column, counted in eighths… of a cell from the top.
    private func curve(_ canvas: Canvas, role: Role) -> [(column: Int, row: Int)] {
        var points: [(column: Int, row: Int)] = []
        for column in 0..<canvas.size.columns {
            for row in 1..<canvas.size.rows - 1 where canvas[column, row].style.role == role {
                guard let code = canvas[column, row].character.unicodeScalars.first?.value, code >= 0x2800,
                    code < 0x2900
                else { continue }
                let dots = code - 0x2800
                let inner = [dots & 0b0000_1001, dots & 0b0001_0010, dots & 0b0010_0100, dots & 0b1100_0000]
                guard let first = inner.firstIndex(where: { $0 != 0 }) else { continue }
                points.append((column, 4 * row + first))
                break
            }
        }
        return points
    }

    @Test("an exponential is a straight line on a logarithmic axis", arguments: [0, 0.9, 0.99])
    func straightOnLogAxis(smoothing: Double) throws {
        var run = SyntheticRun()
        run.loss = { step in Float(2) * Float(sign: .plus, exponent: 0, significand: 1) * pow2(-Float(step) / 250) }
        run.run(to: 2000)
        let points = curve(canvas(pane(run, smoothing: smoothing, isLogarithmic: true), columns: 90), role: .train)
        let first = try #require(points.first)
        let last = try #require(points.last)
        #expect(points.count > 70)
        // Smoothing delays the line by the same amount everywhere, once it has some past.
        for point in points.dropFirst(smoothing == 0.99 ? 25 : 3) {
            let share = Double(point.column - last.column) / Double(first.column - last.column)
            let lag = smoothing == 0.99 ? 5.0 : 2.5
            let straight = Double(last.row) + share * Double(first.row - last.row)
            #expect(abs(Double(point.row) - straight) <= lag)
        }
    }

    @Test("a straight line is straight on a linear axis, in all three time axes", arguments: HorizontalAxis.allCases)
    func straightOnLinearAxis(axis: HorizontalAxis) throws {
        var run = SyntheticRun()
        run.loss = { step in 3 - Float(step) / 1000 }
        for epoch in 1...10 {
            run.run(to: epoch * 200)
            run.report(epoch: epoch, validation: nil)
        }
        var view = ChartView()
        view.axis = axis
        let drawing = canvas(pane(run, view: view))
        let points = curve(drawing, role: .train)
        let first = try #require(points.first)
        let last = try #require(points.last)
        for point in points {
            let share = Double(point.column - first.column) / Double(last.column - first.column)
            #expect(abs(Double(point.row) - Double(first.row) - share * Double(last.row - first.row)) <= 2)
        }
        #expect(drawing.text.contains(axis.unit))
    }

    @Test("a spike of one step is seen at every zoom and size", arguments: Charset.allCases)
    func spikeIsSeen(charset: Charset) {
        var run = SyntheticRun()
        run.loss = { $0 == 1777 ? 40 : 1 + Float($0 % 7) / 100 }
        run.run(to: 5000)
        for columns in [24, 60, 200] {
            for visible in [nil, 0.0...5000, 1500.0...2000, 1770.0...1780] {
                for isLogarithmic in [false, true] {
                    var view = ChartView(charset: charset)
                    view.visible = visible
                    let drawing = canvas(
                        pane(run, smoothing: 0.9, isLogarithmic: isLogarithmic, view: view), columns: columns)
                    // A column that reaches the top, or the sign that it goes beyond it.
                    let top = (0..<columns).contains { column in
                        (1...4).contains { [.trainBand, .train, .warning].contains(drawing[column, $0].style.role) }
                    }
                    #expect(top, "\(columns) \(String(describing: visible))\n\(drawing.text)")
                }
            }
        }
    }

    @Test("values that are not finite have a sign and a word", arguments: Charset.allCases)
    func nonFinite(charset: Charset) {
        var run = SyntheticRun()
        run.loss = { $0 == 700 ? .nan : $0 > 1500 ? .infinity : 1 }
        run.run(to: 2000)
        let drawing = canvas(pane(run, view: ChartView(charset: charset)))
        #expect(drawing.text.contains("NaN"))
        #expect(drawing.text.contains("Inf"))
        #expect(drawing.text.contains(ChartGlyphs.of(charset).nonFinite))
    }

    @Test("nothing but NaN is still a picture")
    func onlyNaN() {
        var run = SyntheticRun()
        run.loss = { _ in .nan }
        run.run(to: 50)
        for isLogarithmic in [false, true] {
            #expect(canvas(pane(run, smoothing: 0.9, isLogarithmic: isLogarithmic)).text.contains("NaN"))
        }
    }

    @Test("zero on a logarithmic axis is marked at the lower edge")
    func zeroOnLogAxis() {
        var run = SyntheticRun()
        run.loss = { $0 == 500 ? 0 : 1 / Float($0) }
        run.run(to: 1000)
        #expect(canvas(pane(run, isLogarithmic: true)).text.contains("▼"))
    }

    @Test("interventions are numbered on dotted lines, the pending one with a question mark")
    func marks() {
        var run = SyntheticRun()
        run.run(to: 1000)
        let marks = [
            ChartMark(number: 1, step: 300, isPending: false, label: "lr 0.1 to 0.01"),
            ChartMark(number: 2, step: 303, isPending: false, label: "dropout off"),
            ChartMark(number: 3, step: 1000, isPending: true, label: "adam"),
        ]
        let drawing = canvas(pane(run, marks: marks))
        for text in ["①", "②", "③?", "┊"] { #expect(drawing.text.contains(text), "\(drawing.text)") }
        #expect(canvas(pane(run, marks: marks, view: ChartView(charset: .ascii))).text.contains("(1)"))
    }

    @Test("validation, the best epoch and what was undone are drawn and named")
    func validationBestGhost() {
        var run = SyntheticRun()
        for epoch in 1...5 {
            run.run(to: epoch * 200)
            run.report(
                epoch: epoch, validation: SplitMetrics(loss: 2 / Double(epoch), accuracy: 0.9), isBest: epoch <= 4)
        }
        run.loss = { _ in 5 }
        run.run(to: 1300)
        run.rewind(to: 1000, epoch: 5)
        run.loss = { _ in 0.05 }
        run.run(to: 1200)
        let drawing = canvas(pane(run, isLogarithmic: true), columns: 80)
        #expect(drawing.cells.contains { $0.style.role == .ghost && $0.character != " " })
        #expect(drawing.cells.contains { $0.style.role == .validation })
        #expect(drawing.text.contains("★ best 0.500 @ 4"))
        #expect(drawing.text.contains("undone"))
        #expect(drawing.text.contains("validation 0.400"))
        // The ghost lies above, where the run was; the new branch below.
        let ghost = curve(drawing, role: .ghost).map(\.row).min() ?? 0
        let train = curve(drawing, role: .train).map(\.row).max() ?? 0
        #expect(ghost < train)
    }

    @Test("the cursor reads out exact values")
    func cursor() {
        var run = SyntheticRun()
        run.loss = { Float($0) }
        run.run(to: 900)
        run.report(epoch: 1, validation: SplitMetrics(loss: 0.25, accuracy: 0.9))
        run.run(to: 1000)
        var view = ChartView()
        view.cursor = 950
        let drawing = canvas(pane(run, smoothing: 0.9, view: view))
        #expect(drawing.text.contains("step 950"))
        #expect(drawing.text.contains("train 950.00"))
        #expect(drawing.text.contains("val 0.25000") || drawing.text.contains("validation 0.25000"))
        #expect(drawing.cells.contains { $0.style.role == .cursor })
    }

    @Test("smoothing makes noise small and keeps the band")
    func smoothing() {
        var run = SyntheticRun()
        run.loss = { $0.isMultiple(of: 2) ? 2 : 1 }
        run.run(to: 400)
        let raw = LossCurves(pane(run), count: 800).smoothed.compactMap(\.value)
        let smooth = LossCurves(pane(run, smoothing: 0.99), count: 800).smoothed.compactMap(\.value)
        #expect((raw.max() ?? 0) - (raw.min() ?? 0) == 1)
        #expect(smooth.suffix(200).allSatisfy { abs($0 - 1.5) < 0.02 })
        let drawing = canvas(pane(run, smoothing: 0.99))
        #expect(drawing.cells.contains { $0.style.role == .trainBand })
    }
}

/// 2 to a power, by halving.
private func pow2(_ exponent: Float) -> Float {
    let whole = exponent.rounded(.down)
    // 2^f for 0 ≤ f < 1 by the series of e^(f ln 2).
    let x = (exponent - whole) * 0.693_147_18
    var term: Float = 1
    var sum: Float = 1
    for index in 1...8 {
        term *= x / Float(index)
        sum += term
    }
    return sum * Float(sign: .plus, exponent: Int(whole), significand: 1)
}
