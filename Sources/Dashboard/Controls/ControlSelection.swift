import Tunables

/// The controls pane's list and what is selected in it.
struct ControlSelection: Sendable {
    /// The live tunables in the order they are shown.
    private(set) var tunables: [Tunable] = []
    /// Kept by key, so that a new optimizer with other settings does not move the selection.
    private var selectedKey: String?

    /// The selected row.
    var index: Int { tunables.firstIndex { $0.key == selectedKey } ?? 0 }
    var selected: Tunable? { tunables.indices.contains(index) ? tunables[index] : nil }

    /// Takes what the run declares; what cannot change live is left out.
    mutating func take(_ declared: [Tunable]) {
        tunables = ControlOrder.arranged(declared.filter { $0.change == .live })
    }

    mutating func select(_ index: Int) {
        guard !tunables.isEmpty else { return }
        selectedKey = tunables[min(tunables.count - 1, max(0, index))].key
    }

    mutating func select(key: String) { if tunables.contains(where: { $0.key == key }) { selectedKey = key } }
}

/// Which controls stand first and what they are called.
enum ControlOrder {
    /// What a hand reaches for most, with words for people; the rest follows in the order it is declared.
    static let featured: [(key: String, label: String)] = [
        ("optimizer.lr", "learning rate"), ("optimizer.name", "optimizer"), ("schedule.name", "schedule"),
        ("clip.name", "clip"), ("dropout.enabled", "dropout"), ("dropout.rate", "dropout rate"),
        ("batch.size", "batch size"), ("l2", "l2"), ("early_stopping.enabled", "early stopping"),
        ("early_stopping.patience", "patience"),
    ]

    private static let labels = Dictionary(uniqueKeysWithValues: featured.map { ($0.key, $0.label) })

    static func arranged(_ tunables: [Tunable]) -> [Tunable] {
        let first = featured.compactMap { entry in tunables.first { $0.key == entry.key } }
        return first + tunables.filter { labels[$0.key] == nil }
    }

    static func label(_ key: String) -> String { labels[key] ?? key }
}

extension DashboardState {
    var selectedControl: Tunable? { controls.selected }

    /// What a key is to be, if a request is on its way, or what it is.
    func coming(_ key: String) -> Value? { commands.pending(key) ?? run.value(key) }
}
