import Terminal

/// Where everything stands, as a function of the size alone and of what is focused: panes are shed by priority where
/// room is short, but never the focused one.
struct Layout: Sendable, Hashable {
    /// Below this the dashboard only says what it needs.
    static let minimum = Size(columns: 60, rows: 16)

    let isTooSmall: Bool
    let header: Rect
    /// The rectangle between header and the lines at the bottom.
    let body: Rect
    /// The panes of the overview that have room, in drawing order.
    let panes: [Placement]
    let verdict: Rect
    let journal: Rect
    let footer: Rect

    struct Placement: Sendable, Hashable {
        let pane: PaneID
        let rect: Rect
    }

    init(size: Size, focus: PaneID = .controls) {
        isTooSmall = size.columns < Self.minimum.columns || size.rows < Self.minimum.rows
        let all = Rect(size)
        guard !isTooSmall else {
            let none = Rect(column: 0, row: 0, columns: 0, rows: 0)
            (header, body, panes, verdict, journal, footer) = (none, all, [], none, none, none)
            return
        }
        let journalRows = size.rows >= 46 ? 3 : size.rows >= 32 ? 2 : 1
        header = all.slice(row: 0, rows: 1)
        footer = all.slice(row: size.rows - 1, rows: 1)
        journal = all.slice(row: size.rows - 1 - journalRows, rows: journalRows)
        verdict = all.slice(row: size.rows - 2 - journalRows, rows: 1)
        body = all.slice(row: 1, rows: size.rows - 3 - journalRows)
        panes = Self.arrange(in: body, focus: focus)
    }

    /// The rectangle of a pane, if it has room.
    func rect(of pane: PaneID) -> Rect? { panes.first { $0.pane == pane }?.rect }

    /// The pane at a place.
    func pane(at point: Point) -> PaneID? { panes.first { $0.rect.contains(point) }?.pane }

    private static func arrange(in body: Rect, focus: PaneID) -> [Placement] {
        if body.columns >= 76 { return twoColumns(in: body, focus: focus) }
        if body.rows >= 24 {
            return Stack.fill(
                body, with: [.loss, .gradientFlow, .controls, .metrics, .learningRate], focus: focus)
        }
        return compact(in: body, focus: focus)
    }

    /// Charts of the run's progress left; gradients and controls right.
    private static func twoColumns(in body: Rect, focus: PaneID) -> [Placement] {
        let split = body.columns * 57 / 120
        let left = Rect(column: body.column, row: body.row, columns: split, rows: body.rows)
        let right = Rect(column: left.endColumn, row: body.row, columns: body.columns - split, rows: body.rows)
        let top = (body.rows * 11 + 10) / 20
        let lower = Rect(column: left.column, row: body.row + top, columns: split, rows: body.rows - top)
        return [
            Placement(pane: .loss, rect: left.slice(row: 0, rows: top)),
            Placement(pane: .gradientFlow, rect: right.slice(row: 0, rows: top)),
        ] + Stack.fill(lower, with: [.learningRate, .metrics], focus: focus) + [
            Placement(pane: .controls, rect: right.slice(row: top, rows: body.rows - top))
        ]
    }

    /// One chart above; two panes side by side below.
    private static func compact(in body: Rect, focus: PaneID) -> [Placement] {
        let top = (body.rows + 1) / 2
        let half = body.columns / 2
        let lower = body.slice(row: top, rows: body.rows - top)
        return [
            Placement(pane: focus == .learningRate ? .learningRate : .loss, rect: body.slice(row: 0, rows: top)),
            Placement(
                pane: focus == .metrics ? .metrics : .gradientFlow,
                rect: Rect(column: lower.column, row: lower.row, columns: half, rows: lower.rows)),
            Placement(
                pane: .controls,
                rect: Rect(
                    column: lower.column + half, row: lower.row, columns: lower.columns - half, rows: lower.rows)),
        ]
    }
}

/// Panes on top of each other.
private enum Stack {
    /// Rows with frame below which a pane says nothing, and its share of what is left.
    private static func needs(_ pane: PaneID) -> (least: Int, weight: Int) {
        switch pane {
        case .loss: (6, 4)
        case .gradientFlow: (6, 3)
        case .learningRate: (5, 3)
        case .metrics: (4, 2)
        case .controls: (5, 3)
        }
    }

    /// What goes first when room is short.
    private static let shedding: [PaneID] = [.learningRate, .metrics, .gradientFlow, .loss, .controls]

    static func fill(_ rect: Rect, with wanted: [PaneID], focus: PaneID) -> [Layout.Placement] {
        var panes = wanted
        for pane in shedding where panes.count > 1 && panes.reduce(0, { $0 + needs($1).least }) > rect.rows {
            if pane != focus { panes.removeAll { $0 == pane } }
        }
        if panes.count > 1, panes.reduce(0, { $0 + needs($1).least }) > rect.rows {
            panes = [panes.contains(focus) ? focus : panes[0]]
        }
        var spare = rect.rows - panes.reduce(0) { $0 + needs($1).least }
        var weight = panes.reduce(0) { $0 + needs($1).weight }
        var row = 0
        var placements: [Layout.Placement] = []
        for (index, pane) in panes.enumerated() {
            let need = needs(pane)
            let extra = max(0, weight > 0 ? spare * need.weight / weight : 0)
            let rows = index == panes.count - 1 ? rect.rows - row : min(need.least + extra, rect.rows - row)
            placements.append(Layout.Placement(pane: pane, rect: rect.slice(row: row, rows: rows)))
            row += rows
            spare -= extra
            weight -= need.weight
        }
        return placements
    }
}

extension Rect {
    /// Some rows of the rectangle, counted from its top.
    func slice(row: Int, rows: Int) -> Rect {
        Rect(column: column, row: self.row + row, columns: columns, rows: rows).intersection(self)
    }
}
