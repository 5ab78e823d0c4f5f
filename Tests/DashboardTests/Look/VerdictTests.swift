import Terminal
import Testing
import Training

@testable import Dashboard

@Suite("Verdict line")
struct VerdictTests {
    /// Steps whose first layer gets a millionth of the last layer's gradient, and whose loss goes nowhere.
    private func sickSteps(_ steps: ClosedRange<Int>, layout: TelemetryLayout) -> TelemetryBatch {
        var batch = TelemetryBatch(layout: layout, capacity: steps.count)
        for step in steps {
            batch.append(step: step) { row in
                for column in 0..<layout.columnCount { row[column] = 0.1 }
                row[TelemetryLayout.loss] = 2.3
                for layer in 0..<layout.layerCount {
                    let norm: Float = layer == layout.layerCount - 1 ? 0.1 : layer == 0 ? 1e-7 : 1e-4
                    row[layout.column(.gradientNorm, layer: layer)] = norm
                    row[layout.column(.clippedNorm, layer: layer)] = norm
                }
            }
        }
        return batch
    }

    @Test("a vanishing gradient that hampers learning is named in the line with advice, and kept in the journal")
    func vanishing() {
        var session = Session()
        for start in stride(from: 1, to: 1200, by: 100) {
            session.handle(.telemetry([], sickSteps(start...start + 99, layout: session.run.layout)))
        }
        #expect(session.shows("Vanishing gradient: layer 1"))
        #expect(session.shows("try: "))
        #expect(session.canvas.style(of: "Vanishing")?.role == .warning)
        #expect(session.state.journal.lines.contains { $0.kind == .finding && $0.text.contains("Vanishing") })
        let findings = session.state.journal.lines.filter { $0.kind == .finding }
        #expect(findings.count <= 2, "one line when it comes, not one a batch")
    }

    @Test("a healthy run is left in peace: the line says what is trained, or what is worth knowing of the data")
    func healthy() {
        var session = Session()
        session.train(500)
        #expect(session.shows("digits: handwritten digits"))
        session = Session(run: FakeRun(notes: ["3 features never change"]))
        #expect(session.shows("3 features never change"))
    }
}
