import Terminal
import Training

extension DashboardState {
    /// Focus, selection, zoom and cursor in the view that is open.
    mutating func performInView(_ action: KeyAction) -> [Effect] {
        if focus.view == .journal { return performInJournal(action) }
        if focus.view == .runs { return performInRuns(action) }
        switch action {
        case .toggleScale: chart.isLogarithmic.toggle()
        case .cycleSmoothing:
            chart.cycleSmoothing()
            notify(chart.smoothing == 0 ? "no smoothing" : "smoothing \(NumberText.setting(chart.smoothing))")
        case .cycleAxis: chart.cycleAxis()
        case .zoomIn: chart.zoom(by: 2, lastStep: run.step)
        case .zoomOut: chart.zoom(by: 0.5, lastStep: run.step)
        case .resetView: chart.reset()
        case .focusNext: focus.pane = focus.pane.neighbor(1)
        case .focusPrevious: focus.pane = focus.pane.neighbor(-1)
        case .back, .leaveRecording: goBack()
        case .activate:
            if focus.pane == .controls { return changeSelectedControl() }
            toggleInspecting()
        default: move(action)
        }
        return []
    }

    private mutating func goBack() {
        if chart.cursor != nil {
            chart.stopInspecting()
        } else if isEndPanelShown {
            isEndPanelClosed = true
        } else if chart.visible != nil || !leaveRecording(to: .runs) {
            chart.reset()
        }
    }

    private mutating func toggleInspecting() {
        guard focus.pane.isChart else { return }
        if chart.cursor != nil {
            chart.stopInspecting()
        } else {
            chart.inspect(Int(chart.range(lastStep: run.step).upperBound), lastStep: run.step)
        }
    }

    /// Arrows, `Home` and `End`: in the controls they select, in a chart that is zoomed or inspected they pan and move
    /// the cursor, elsewhere they go to the neighboring pane.
    private mutating func move(_ action: KeyAction) {
        if focus.pane == .controls, moveInControls(action) { return }
        if focus.pane.isChart, moveInChart(action) { return }
        let layout = Layout(size: size, focus: focus.pane)
        if let neighbor = layout.neighbor(of: focus.pane, toward: action) { focus.pane = neighbor }
    }

    private mutating func moveInControls(_ action: KeyAction) -> Bool {
        let index = controls.index
        switch action {
        case .moveUp:
            // From the first row on to the pane above.
            guard index > 0 else { return false }
            controls.select(index - 1)
        case .moveDown: controls.select(index + 1)
        case .pageUp: controls.select(index - 8)
        case .pageDown: controls.select(index + 8)
        case .moveToStart: controls.select(0)
        case .moveToEnd: controls.select(controls.tunables.count - 1)
        default: return false
        }
        return true
    }

    private mutating func moveInChart(_ action: KeyAction) -> Bool {
        let last = run.step
        if let cursor = chart.cursor {
            let range = chart.range(lastStep: last)
            // About a cell of the chart, so that the cursor visibly moves.
            let columns = max(1, (Layout(size: size, focus: focus.pane).rect(of: focus.pane)?.columns ?? 60) - 10)
            let stride = max(1, Int((range.upperBound - range.lowerBound) / Double(columns)))
            switch action {
            case .moveLeft: chart.inspect(cursor - stride, lastStep: last)
            case .moveRight: chart.inspect(cursor + stride, lastStep: last)
            case .moveUp: chart.zoom(by: 2, lastStep: last)
            case .moveDown: chart.zoom(by: 0.5, lastStep: last)
            case .moveToStart: chart.inspect(Int(range.lowerBound.rounded(.up)), lastStep: last)
            case .moveToEnd: chart.inspect(Int(range.upperBound), lastStep: last)
            default: return false
            }
            return true
        }
        guard chart.visible != nil else { return action == .moveToStart || action == .moveToEnd }
        switch action {
        case .moveLeft: chart.pan(by: -0.25, lastStep: last)
        case .moveRight: chart.pan(by: 0.25, lastStep: last)
        case .moveUp: chart.zoom(by: 2, lastStep: last)
        case .moveDown: chart.zoom(by: 0.5, lastStep: last)
        case .moveToStart: chart.pan(toStart: true, lastStep: last)
        case .moveToEnd: chart.pan(toStart: false, lastStep: last)
        default: return false
        }
        return true
    }
}

extension Layout {
    /// The nearest pane in a direction.
    func neighbor(of pane: PaneID, toward action: KeyAction) -> PaneID? {
        guard let rect = rect(of: pane) else { return nil }
        let candidates = panes.filter { placement in
            let other = placement.rect
            let sharesRows = other.row < rect.endRow && other.endRow > rect.row
            let sharesColumns = other.column < rect.endColumn && other.endColumn > rect.column
            return switch action {
            case .moveLeft: other.endColumn <= rect.column && sharesRows
            case .moveRight: other.column >= rect.endColumn && sharesRows
            case .moveUp: other.endRow <= rect.row && sharesColumns
            case .moveDown: other.row >= rect.endRow && sharesColumns
            default: false
            }
        }
        func distance(_ other: Rect) -> Int { abs(other.row - rect.row) + abs(other.column - rect.column) }
        return candidates.min { distance($0.rect) < distance($1.rect) }?.pane
    }
}
