import Terminal
import Training

/// Where the parts of the runs view stand: the table above; below it curves and details, side by side or, where there
/// is little room, the one that is wanted.
struct RunsLayout: Sendable, Hashable {
    let table: Rect
    let chart: Rect
    let details: Rect

    /// - Parameters:
    ///   - isComparing: whether runs are marked, so that their curves matter more than a longer table.
    ///   - isDetailFocused: whether the details are looked at.
    init(body: Rect, isComparing: Bool, isDetailFocused: Bool) {
        let none = Rect(column: body.column, row: body.endRow, columns: 0, rows: 0)
        let isTall = body.rows >= 18
        guard isTall || (body.rows >= 11 && (isComparing || isDetailFocused)) else {
            (table, chart, details) = (body, none, none)
            return
        }
        let upper = isTall ? max(8, body.rows * 9 / 20) : body.rows / 2
        table = body.slice(row: 0, rows: upper)
        let lower = body.slice(row: upper, rows: body.rows - upper)
        guard body.columns >= 90 else {
            chart = isDetailFocused ? none : lower
            details = isDetailFocused ? lower : none
            return
        }
        let split = body.columns * 57 / 100
        chart = Rect(column: lower.column, row: lower.row, columns: split, rows: lower.rows)
        details = Rect(
            column: lower.column + split, row: lower.row, columns: lower.columns - split, rows: lower.rows)
    }
}

/// The runs view: past runs as a table, the curves of those marked, what they differ in.
struct RunsPane {
    let state: DashboardState

    private var view: RunsViewState { state.runsView }

    func layout(in body: Rect) -> RunsLayout {
        RunsLayout(
            body: body, isComparing: !view.marked.isEmpty, isDetailFocused: view.isDetailFocused)
    }

    func render(in body: Rect, on canvas: inout Canvas) {
        let layout = layout(in: body)
        table.render(in: layout.table, on: &canvas)
        RunsChart(state: state).render(in: layout.chart, on: &canvas)
        details.render(in: layout.details, on: &canvas)
    }

    private var table: RunsTable { RunsTable(view: view, glyphs: state.glyphs) }
    private var details: RunsDetails { RunsDetails(view: view, glyphs: state.glyphs) }

    /// The row of the table under a place.
    func row(at point: Point, in body: Rect) -> Int? { table.row(at: point, in: layout(in: body).table) }

    /// How far the details can be scrolled.
    func lastDetailScroll(in body: Rect) -> Int { details.lastScroll(in: layout(in: body).details) }
}
