import Terminal
import Training

/// A range test on the screen: the curve, how far it is, the proposals.
struct RateSearchOverlay {
    let search: RateSearch
    /// The base rate in force.
    let current: Double?
    let glyphs: Glyphs

    private static let width = 96
    private static let height = 26

    func render(in screen: Rect, on canvas: inout Canvas) {
        let legend =
            switch (search.isOver, search.proposals.count) {
            case (false, _): "esc cancels; the run waits, untouched"
            case (true, 0): "esc leaves"
            case (true, 1): "Enter takes it, esc leaves"
            case (true, _): "arrows choose, Enter takes it, esc leaves"
            }
        let rect = OverlayBox.rect(
            columns: min(Self.width, screen.columns - 6), rows: min(Self.height, screen.rows - 4), in: screen)
        let inner = OverlayBox(title: "Learning-rate range test", legend: legend, glyphs: glyphs)
            .draw(in: rect, on: &canvas)
        // The proposals' lines are kept free from the start, so that the chart stands still.
        let lines = 3
        guard inner.rows > lines else { return }
        let chart = inner.slice(row: 0, rows: inner.rows - lines)
        RangeTestPlot(
            sweep: search.sweep, proposals: search.proposals.map(\.rate), selected: search.chosen?.rate,
            current: current, charset: glyphs.charset
        ).render(in: chart, on: &canvas)
        drawProgress(in: inner.slice(row: chart.rows, rows: 1), on: &canvas)
        for (index, proposal) in search.proposals.prefix(lines - 1).enumerated() {
            draw(proposal, number: index + 1, in: inner.slice(row: chart.rows + 1 + index, rows: 1), on: &canvas)
        }
    }

    private func drawProgress(in line: Rect, on canvas: inout Canvas) {
        var column = line.column
        if let sweep = search.sweep, sweep.phase == .running {
            let bar = glyphs.bar(Double(sweep.points.count) / Double(sweep.range.steps), columns: 20)
            column = canvas.write(bar + "  ", column: column, row: line.row, style: Style(.train), clip: line)
        }
        canvas.write(
            search.words.fitted(to: line.endColumn - column, ellipsis: glyphs.ellipsis), column: column, row: line.row,
            style: Style(search.isOver && search.proposals.isEmpty ? .warning : .dim), clip: line)
    }

    private func draw(_ proposal: RateProposal, number: Int, in line: Rect, on canvas: inout Canvas) {
        let isSelected = proposal == search.chosen
        let style = isSelected ? Style(.selection, bold: true) : Style(.text)
        if isSelected { canvas.fill(line, with: Cell(" ", style)) }
        let label = "\(glyphs.number(number)) lr \(ChartNumber.rate(proposal.rate, digits: 2))".padded(to: 14)
        let pointer = isSelected ? glyphs.pointer : " "
        canvas.write(
            "\(pointer) \(label) \(proposal.reason)", column: line.column, row: line.row, style: style, clip: line)
    }
}
