import Terminal

/// What is selected and filtered in the journal view.
struct JournalViewState: Sendable, Hashable {
    /// The selected line, by its id; `nil` stays on the newest.
    var selected: Int?
    private(set) var filter = TextField()
    var isFiltering = false

    mutating func type(_ key: Key) {
        if filter.receive(key) { selected = nil }
    }

    mutating func clearFilter() {
        filter = TextField()
        selected = nil
    }
}

extension DashboardState {
    /// The journal's lines that pass the filter: every word must occur in kind or text.
    var filteredJournal: [WatchedJournal.Line] {
        let words = journalView.filter.text.lowercased().split(separator: " ")
        guard !words.isEmpty else { return journal.lines }
        return journal.lines.filter { line in
            let text = "\(line.kind.rawValue) \(line.text)".lowercased()
            return words.allSatisfy { text.contains($0) }
        }
    }

    /// Where the selected line stands among those that pass the filter: where it was dropped, the one after it.
    func selectedLine(of lines: [WatchedJournal.Line]) -> Int {
        guard let id = journalView.selected else { return lines.count - 1 }
        return lines.firstIndex { $0.id >= id } ?? lines.count - 1
    }

    mutating func performInJournal(_ action: KeyAction) -> [Effect] {
        if journalView.isFiltering {
            if action == .back { journalView.clearFilter() }
            if action == .back || action == .activate { journalView.isFiltering = false }
            return []
        }
        let lines = filteredJournal
        let last = lines.count - 1
        let selected = selectedLine(of: lines)
        func select(_ index: Int) {
            journalView.selected = index >= last || lines.isEmpty ? nil : lines[max(0, index)].id
        }
        switch action {
        case .moveUp: select(selected - 1)
        case .moveDown: select(selected + 1)
        case .pageUp: select(selected - 10)
        case .pageDown: select(selected + 10)
        case .moveToStart: select(0)
        case .moveToEnd: select(last)
        case .filter: journalView.isFiltering = true
        case .activate:
            guard lines.indices.contains(selected) else { break }
            chart.inspect(lines[selected].step, lastStep: run.step)
            focus.view = .overview
            if !focus.pane.isChart { focus.pane = .loss }
        case .back:
            if journalView.filter.text.isEmpty { focus.view = .overview } else { journalView.clearFilter() }
        default: break
        }
        return []
    }
}

/// The journal as a full view: everything that happened, in order.
struct JournalPane {
    let state: DashboardState

    func render(in rect: Rect, on canvas: inout Canvas) {
        let glyphs = state.glyphs
        let lines = state.filteredJournal
        let reach = state.run.undoMemory.map { StyledText($0.words(glyphs.dot)) }
        let frame = ChartFrame(
            title: "Journal",
            remarks: [StyledText("\(lines.count) of \(state.journal.lines.count)")] + [reach].compactMap { $0 },
            isFocused: true, charset: glyphs.charset)
        var inner = frame.draw(in: rect, on: &canvas)
        let view = state.journalView
        if view.isFiltering || !view.filter.text.isEmpty {
            canvas.write(
                filter: view.filter, isTyped: view.isFiltering, in: inner.slice(row: 0, rows: 1), glyphs: glyphs)
            inner = inner.slice(row: 1, rows: inner.rows - 1)
        }
        if lines.isEmpty {
            let words = state.journal.lines.isEmpty ? "nothing has happened yet" : "nothing passes the filter"
            canvas.write(" " + words, column: inner.column, row: inner.row, style: Style(.dim), clip: inner)
            return
        }
        let selected = state.selectedLine(of: lines)
        let first = ControlsPane.firstRow(selected: selected, count: lines.count, height: inner.rows)
        for (offset, line) in lines.dropFirst(first).prefix(inner.rows).enumerated() {
            draw(line, isSelected: first + offset == selected, in: inner.slice(row: offset, rows: 1), on: &canvas)
        }
    }

    private func draw(_ line: WatchedJournal.Line, isSelected: Bool, in rect: Rect, on canvas: inout Canvas) {
        let glyphs = state.glyphs
        let base = isSelected ? Style(.selection) : Style(Self.role(line.kind))
        if isSelected {
            canvas.fill(rect, with: Cell(" ", base))
            canvas.write(glyphs.pointer, column: rect.column, row: rect.row, style: base, clip: rect)
        }
        let step = "step \(ChartNumber.grouped(line.step))"
        var column = canvas.write(step.padded(to: 16), column: rect.column + 2, row: rect.row, style: base, clip: rect)
        column = canvas.write(
            line.kind.rawValue.padded(to: 13), column: column, row: rect.row, style: base, clip: rect)
        let number = line.number.map { glyphs.number($0) + " " } ?? ""
        canvas.write(
            (number + line.text).fitted(to: rect.endColumn - column - 1, ellipsis: glyphs.ellipsis), column: column,
            row: rect.row, style: base, clip: rect)
    }

    private static func role(_ kind: WatchedJournal.Line.Kind) -> Role {
        switch kind {
        case .intervention: .mark
        case .undo: .text
        case .refusal: .warning
        case .finding: .bad
        case .state: .title
        case .checkpoint: .text
        case .epoch, .note: .dim
        }
    }
}
