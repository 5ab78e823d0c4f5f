import Terminal
import Training

/// Draws the state. The canvas's size decides the layout.
///
/// - Complexity: O(cells), whatever the length of the run.
public func render(_ state: DashboardState, into canvas: inout Canvas) {
    if let above = state.opened.first { return render(above, into: &canvas) }
    canvas.fill(canvas.bounds)
    let layout = Layout(size: canvas.size, focus: state.focus.pane)
    if layout.isTooSmall {
        TooSmallNotice(state: state).render(in: layout.body, on: &canvas)
    } else {
        state.drawView(layout, on: &canvas)
        state.drawAbove(layout, on: &canvas)
    }
    if state.options.charset == .ascii { canvas.transliterate() }
}

extension DashboardState {
    fileprivate func drawView(_ layout: Layout, on canvas: inout Canvas) {
        HeaderLine(
            run: run, stepsPerSecond: throughput.stepsPerSecond, recording: recording?.id,
            isUnrecorded: recordingTrouble != nil, glyphs: glyphs
        )
        .render(in: layout.header, on: &canvas)
        switch focus.view {
        case .overview: for placement in layout.panes { draw(placement.pane, in: placement.rect, on: &canvas) }
        case .runs: RunsPane(state: self).render(in: layout.body, on: &canvas)
        case .journal: JournalPane(state: self).render(in: layout.body, on: &canvas)
        }
        VerdictLine(state: self).render(in: layout.verdict, on: &canvas)
        JournalLines(
            items: journal.items, pending: commands.interventions.map(\.words), nextNumber: journal.nextNumber,
            glyphs: glyphs
        ).render(in: layout.journal, on: &canvas)
        FooterLine(self, columns: layout.footer.columns).render(in: layout.footer, on: &canvas)
    }

    /// What lies over the view: messages, then what takes the keys.
    func drawAbove(_ layout: Layout, on canvas: inout Canvas) {
        ToastStack(toasts: toasts.all, glyphs: glyphs).render(above: layout.journal, on: &canvas)
        for overlay in overlays { draw(overlay, in: canvas.bounds, on: &canvas) }
    }

    private func draw(_ pane: PaneID, in rect: Rect, on canvas: inout Canvas) {
        switch pane {
        case .loss: lossPane.render(in: rect, on: &canvas)
        case .gradientFlow: gradientFlowPane.render(in: rect, on: &canvas)
        case .learningRate: learningRatePane.render(in: rect, on: &canvas)
        case .metrics: metricsPane.render(in: rect, on: &canvas)
        case .controls:
            if isEndPanelShown, let summary = run.summary {
                EndPanel(
                    summary: summary, interventions: journal.current, restart: run.description.restart,
                    canUndo: reasonNotToUndo == nil, resumption: recording?.resumption,
                    isFocused: focus.pane == .controls,
                    glyphs: glyphs
                )
                .render(in: rect, on: &canvas)
            } else {
                ControlsPane(
                    rows: controlRows, selected: controls.index, isFocused: focus.pane == .controls,
                    disabledReason: reasonNotToSteer, glyphs: glyphs
                ).render(in: rect, on: &canvas)
            }
        }
    }

    private func draw(_ overlay: Overlay, in rect: Rect, on canvas: inout Canvas) {
        switch overlay {
        case .menu(let menu): MenuOverlay(menu: menu, glyphs: glyphs).render(in: rect, on: &canvas)
        case .dialog(let dialog): DialogOverlay(dialog: dialog, glyphs: glyphs).render(in: rect, on: &canvas)
        case .editor(let editor):
            EditorOverlay(editor: editor, current: run.value(editor.tunable.key), glyphs: glyphs)
                .render(in: rect, on: &canvas)
        case .prompt(let prompt): PromptOverlay(prompt: prompt, glyphs: glyphs).render(in: rect, on: &canvas)
        case .palette(let palette):
            PaletteOverlay(palette: palette, vocabulary: vocabulary, glyphs: glyphs).render(in: rect, on: &canvas)
        case .rateSearch(let search):
            RateSearchOverlay(search: search, current: run.value("optimizer.lr")?.number, glyphs: glyphs)
                .render(in: rect, on: &canvas)
        case .help(let help): HelpOverlay(help: help, state: self, in: rect).render(on: &canvas)
        }
    }
}

extension Canvas {
    /// Brings every cell into ASCII, whatever texts from presets and messages held.
    mutating func transliterate() {
        for row in 0..<size.rows {
            for column in 0..<size.columns where !self[column, row].character.isASCII {
                self[column, row].character = self[column, row].character.transliterated
            }
        }
    }
}
