import Terminal
import Testing

@testable import Dashboard

@Suite("Layout")
struct LayoutTests {
    @Test("at every size from 1×1 to 200×60 everything lies inside, nothing overlaps, the focused pane has room")
    func sweep() {
        for columns in 1...200 {
            for rows in 1...60 {
                for focus in PaneID.allCases { check(Size(columns: columns, rows: rows), focus) }
            }
        }
    }

    private func check(_ size: Size, _ focus: PaneID) {
        let layout = Layout(size: size, focus: focus)
        let isSmall = size.columns < 60 || size.rows < 16
        guard layout.isTooSmall == isSmall else {
            Issue.record("\(size): too small is \(layout.isTooSmall)")
            return
        }
        if isSmall { return }
        let rects = [layout.header, layout.verdict, layout.journal, layout.footer] + layout.panes.map(\.rect)
        for (index, rect) in rects.enumerated() {
            if rect.isEmpty || rect.intersection(Rect(size)) != rect {
                Issue.record("\(size): \(rect) is empty or outside")
            }
            for other in rects[(index + 1)...] where !rect.intersection(other).isEmpty {
                Issue.record("\(size): \(rect) and \(other) overlap")
            }
        }
        let covered = rects.reduce(0) { $0 + $1.columns * $1.rows }
        if covered != size.columns * size.rows { Issue.record("\(size): something is left blank") }
        if layout.rect(of: focus) == nil { Issue.record("\(size): \(focus) is focused and has no room") }
    }

    @Test("the sketch's size has all five panes, the least has loss, gradients and controls")
    func sheds() {
        #expect(Set(Layout(size: Size(columns: 120, rows: 36)).panes.map(\.pane)) == Set(PaneID.allCases))
        #expect(
            Set(Layout(size: Size(columns: 60, rows: 16)).panes.map(\.pane)) == [.loss, .gradientFlow, .controls])
    }

    @Test("arrows go to the pane that lies there")
    func neighbors() {
        let layout = Layout(size: Size(columns: 120, rows: 36))
        #expect(layout.neighbor(of: .loss, toward: .moveRight) == .gradientFlow)
        #expect(layout.neighbor(of: .gradientFlow, toward: .moveDown) == .controls)
        #expect(layout.neighbor(of: .controls, toward: .moveLeft) == .learningRate)
        #expect(layout.neighbor(of: .learningRate, toward: .moveDown) == .metrics)
        #expect(layout.neighbor(of: .loss, toward: .moveUp) == nil)
    }
}
