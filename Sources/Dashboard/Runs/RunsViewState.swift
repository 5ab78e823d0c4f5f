import Terminal

/// What the runs view lists, selects, marks and compares.
struct RunsViewState: Sendable, Hashable {
    /// How many runs can be marked: as many as there are kinds of lines to tell apart.
    static let markLimit = DotInk.compared.count

    /// All runs; `nil` until they are known.
    private(set) var rows: [RunRow]?
    /// Those that pass the filter, in the order chosen.
    private(set) var shown: [RunRow] = []
    /// Why there is nothing to list.
    private(set) var trouble: String?
    /// Marked runs, in the order they were marked.
    private(set) var marked: [String] = []
    private(set) var order = RunColumn.started
    private(set) var isReversed = false
    private(set) var filter = TextField()
    var isFiltering = false
    private(set) var comparison: RunComparison?
    /// The runs whose curves are on their way.
    private var asked: [String]?
    /// Whether the training loss is drawn where there is a validation loss.
    var showsTraining = false
    /// Whether keys move in the details instead of the table.
    var isDetailFocused = false
    var detailScroll = 0
    /// The selected run; it stays selected wherever it moves.
    private var selectedID: String?

    /// Where the selected run stands among those shown; the first by default.
    var index: Int {
        guard let selectedID, let index = shown.firstIndex(where: { $0.id == selectedID }) else { return 0 }
        return index
    }

    var selected: RunRow? { shown.indices.contains(index) ? shown[index] : nil }

    /// The runs to draw: those marked, else the selected one.
    var wanted: [String] { marked.isEmpty ? selected.map { [$0.id] } ?? [] : marked }

    /// The letter and the line a run is drawn with, if it is marked.
    func mark(of id: String) -> Int? { marked.firstIndex(of: id) }

    func row(_ id: String) -> RunRow? { rows?.first { $0.id == id } }
}

// MARK: - Changes

extension RunsViewState {
    mutating func take(_ rows: [RunRow]) {
        self.rows = rows
        trouble = nil
        let known = Set(rows.map(\.id))
        marked.removeAll { !known.contains($0) }
        // What was drawn may have grown meanwhile.
        asked = nil
        if comparison?.ids.allSatisfy(known.contains) == false { comparison = nil }
        arrange()
    }

    mutating func fail(_ reason: String) {
        rows = rows ?? []
        trouble = reason
    }

    mutating func take(_ comparison: RunComparison) {
        asked = nil
        self.comparison = comparison
    }

    /// The runs whose curves are to be asked for now; one question at a time.
    ///
    /// - Parameter again: whether what is known may be out of date.
    mutating func question(again: Bool = false) -> [String]? {
        let wanted = wanted
        guard asked == nil, !wanted.isEmpty, again || comparison?.ids != wanted else { return nil }
        asked = wanted
        return wanted
    }

    mutating func select(_ index: Int) {
        guard !shown.isEmpty else { return }
        selectedID = shown[min(max(0, index), shown.count - 1)].id
        detailScroll = 0
    }

    /// Marks the selected run, or takes its mark away.
    mutating func toggleMark() {
        guard let id = selected?.id else { return }
        detailScroll = 0
        if let at = marked.firstIndex(of: id) {
            marked.remove(at: at)
        } else if marked.count < Self.markLimit {
            marked.append(id)
        }
    }

    mutating func clearMarks() {
        marked = []
        detailScroll = 0
    }

    mutating func sortByNext() {
        let all = RunColumn.sortable
        order = all[((all.firstIndex(of: order) ?? -1) + 1) % all.count]
        isReversed = false
        arrange()
    }

    mutating func reverse() {
        isReversed.toggle()
        arrange()
    }

    mutating func type(_ key: Key) {
        if filter.receive(key) { arrange() }
    }

    mutating func clearFilter() {
        filter = TextField()
        arrange()
    }

    private mutating func arrange() {
        let before = index
        let words = filter.text.lowercased().split(separator: " ")
        let passing = (rows ?? []).filter { row in
            guard !words.isEmpty else { return true }
            let text = row.searchText
            return words.allSatisfy { text.contains($0) }
        }
        shown = passing.sorted { order.precedes($0, $1, reversed: isReversed) }
        // Where the selected run has gone, its neighbor is selected.
        if let selectedID, !shown.contains(where: { $0.id == selectedID }) {
            self.selectedID = shown.isEmpty ? nil : shown[min(before, shown.count - 1)].id
        }
    }
}
