import Foundation
import Terminal
import Testing
import Training

@testable import Dashboard

/// Whole screens against pictures that were looked at. `DESCENT_RECORD_CANVASES=1 swift test` records them anew: look
/// at the difference before committing it. The charts are left blank here; they have tests of their own.
@Suite("Golden canvases")
struct GoldenCanvasTests {
    static let sizes = [
        Size(columns: 120, rows: 36), Size(columns: 80, rows: 24), Size(columns: 60, rows: 16),
    ]

    enum Scene: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case start, running, optimizerMenu, rateMenu, rateSearch, palette, help, quit, nonFinite, end, journal
        case runs, runsCompared, runsDetails, runsExport, runsDelete, runsTags, recordedRun

        var testDescription: String { rawValue }

        func session(_ size: Size) -> Session {
            var session = Session(size: size, run: FakeRun(isFixed: true))
            if self == .start { return session }
            session.train(640)
            session.press(.character("-"))
            session.wait(10)
            session.train(570)
            session.type(":l2 1e-4")
            session.press(.enter)
            switch self {
            case .start, .running: break
            case .optimizerMenu: session.press(.character("o"))
            case .rateMenu:
                session.type(":optimizer adam")
                session.press(.enter)
            case .rateSearch: session.press(.character("L"))
            case .palette: session.type(":early_stopping.patience")
            case .help: session.press(.character("?"))
            case .quit: session.press(.character("q"))
            case .nonFinite:
                session.run.diverge()
                session.deliver()
            case .end: session.press(.character("S"), .enter)
            case .journal: session.press(.character("6"))
            case .runs: session.press(.character("5"), .down, .down, .down, .down)
            case .runsCompared:
                session.press(.character("5"), .down, .character(" "), .character(" "), .down, .character(" "))
                session.type("/2026")
                session.press(.enter)
            case .runsDetails: session.press(.character("5"), .character(" "), .character(" "), .tab)
            case .runsExport: session.press(.character("5"), .character("E"))
            case .runsDelete: session.press(.character("5"), .down, .character("D"))
            case .runsTags: session.press(.character("5"), .end, .up, .up, .up, .character("T"))
            case .recordedRun: session.press(.character("5"), .down, .down, .enter)
            }
            return session
        }
    }

    @Test("screens look as they were approved", arguments: Scene.allCases, sizes)
    func screens(scene: Scene, size: Size) throws {
        let session = scene.session(size)
        var canvas = session.canvas
        blankCharts(&canvas, session)
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Golden/\(scene.rawValue)-\(size.columns)x\(size.rows).txt")
        if ProcessInfo.processInfo.environment["DESCENT_RECORD_CANVASES"] != nil {
            try Data((canvas.text + "\n").utf8).write(to: file)
        }
        let approved = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        #expect(canvas.text + "\n" == approved, "\(scene) at \(size) differs from \(file.lastPathComponent)")
    }

    /// Blanks what the charts drew, but not what lies over them.
    private func blankCharts(_ canvas: inout Canvas, _ session: Session) {
        let state = session.shown
        guard state.focus.view == .overview else { return }
        let layout = Layout(size: canvas.size, focus: state.focus.pane)
        let untouched = Cell("\u{1}")
        var above = Canvas(canvas.size)
        above.fill(above.bounds, with: untouched)
        state.drawAbove(layout, on: &above)
        for placement in layout.panes where placement.pane != .controls {
            for row in placement.rect.row..<placement.rect.endRow {
                for column in placement.rect.column..<placement.rect.endColumn where above[column, row] == untouched {
                    canvas[column, row] = .blank
                }
            }
        }
    }
}
