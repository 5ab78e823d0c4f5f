import Terminal

extension DashboardState {
    /// A click focuses and chooses, the wheel zooms and scrolls, dragging inspects. Everything has a key as well.
    mutating func receive(_ mouse: MouseEvent) -> [Effect] {
        let layout = Layout(size: size, focus: focus.pane)
        guard !layout.isTooSmall else { return [] }
        if let overlay = overlays.last { return receive(mouse, in: overlay) }
        switch mouse.kind {
        case .press: return press(mouse.point, layout)
        case .drag:
            if focus.view == .overview, focus.pane.isChart { inspect(at: mouse.point, layout) }
        case .wheelUp, .wheelDown: return wheel(mouse, layout)
        case .release: break
        }
        return []
    }

    private mutating func press(_ point: Point, _ layout: Layout) -> [Effect] {
        if layout.footer.contains(point) {
            let hints = FooterLine(self, columns: layout.footer.columns).hints
            guard let hint = hints.first(where: { $0.columns.contains(point.column - layout.footer.column) }) else {
                return []
            }
            return carryOut(.perform(hint.action))
        }
        if focus.view == .journal {
            pressInJournal(point, layout)
            return []
        }
        if focus.view == .runs {
            guard let row = RunsPane(state: self).row(at: point, in: layout.body) else { return [] }
            // A click on the selected row opens it, as Enter does.
            if row == runsView.index { return carryOut(.perform(.activate)) }
            runsView.isDetailFocused = false
            runsView.select(row)
            return askForCurves()
        }
        guard let pane = layout.pane(at: point), let rect = layout.rect(of: pane) else { return [] }
        focus.pane = pane
        if pane.isChart, chart.cursor != nil { inspect(at: point, layout) }
        guard pane == .controls, !isEndPanelShown else { return [] }
        let inner = rect.inset()
        guard inner.contains(point) else { return [] }
        let first = ControlsPane.firstRow(selected: controls.index, count: controls.tunables.count, height: inner.rows)
        let row = first + point.row - inner.row
        guard controls.tunables.indices.contains(row) else { return [] }
        // A click on the selected row changes it, as Enter does.
        if row == controls.index { return changeSelectedControl() }
        controls.select(row)
        return []
    }

    private mutating func pressInJournal(_ point: Point, _ layout: Layout) {
        var inner = layout.body.inset()
        if journalView.isFiltering || !journalView.filter.text.isEmpty {
            inner = inner.slice(row: 1, rows: inner.rows - 1)
        }
        let lines = filteredJournal
        guard inner.contains(point), !lines.isEmpty else { return }
        let first = ControlsPane.firstRow(
            selected: selectedLine(of: lines), count: lines.count, height: inner.rows)
        journalView.selected = lines[min(lines.count - 1, first + point.row - inner.row)].id
    }

    private mutating func wheel(_ mouse: MouseEvent, _ layout: Layout) -> [Effect] {
        let isUp = mouse.kind == .wheelUp
        if focus.view == .journal {
            return performInJournal(isUp ? .moveUp : .moveDown)
        }
        if focus.view == .runs { return performInRuns(isUp ? .moveUp : .moveDown) }
        guard let pane = layout.pane(at: mouse.point) else { return [] }
        if pane == .controls {
            controls.select(controls.index + (isUp ? -1 : 1))
        } else if pane.isChart {
            let step = step(at: mouse.point, pane, layout)
            chart.zoom(by: isUp ? 1.5 : 1 / 1.5, around: step, lastStep: run.step)
        }
        return []
    }

    private mutating func inspect(at point: Point, _ layout: Layout) {
        guard let step = step(at: point, focus.pane, layout) else { return }
        chart.inspect(Int(step.rounded()), lastStep: run.step)
    }

    private mutating func receive(_ mouse: MouseEvent, in overlay: Overlay) -> [Effect] {
        let screen = Rect(size)
        switch (overlay, mouse.kind) {
        case (.menu(var menu), .press):
            guard let index = MenuOverlay(menu: menu, glyphs: glyphs).item(at: mouse.point, in: screen) else { break }
            menu.selected = index
            if menu.severalKey != nil { menu.toggleSelected() }
            overlays[overlays.count - 1] = .menu(menu)
            return menu.severalKey == nil ? performInOverlay(.activate) ?? [] : []
        case (.dialog(var dialog), .press):
            let button = DialogOverlay(dialog: dialog, glyphs: glyphs).button(at: mouse.point, in: screen)
            guard let button else { break }
            dialog.selected = button
            overlays[overlays.count - 1] = .dialog(dialog)
            return performInOverlay(.activate) ?? []
        case (.menu, .wheelUp), (.help, .wheelUp): return performInOverlay(.moveUp) ?? []
        case (.menu, .wheelDown), (.help, .wheelDown): return performInOverlay(.moveDown) ?? []
        default: break
        }
        return []
    }
}
