import Training
import Tunables

/// A list to choose from.
struct Menu: Sendable, Hashable {
    struct Item: Sendable, Hashable {
        let label: String
        let detail: String
        /// Whether it is what holds now.
        var isCurrent = false
        /// Whether it is picked, in a menu of several.
        var isPicked = false
        let outcome: Outcome
    }

    let title: String
    var items: [Item]
    var selected: Int
    /// In a menu of several, the key they are the value of: `space` picks, `Enter` sets.
    var severalKey: String?
    /// In a menu of learning rates, what it was opened for.
    var question: RateQuestion?
    /// Whether the selection was moved by hand.
    private(set) var hasMoved = false

    init(title: String, items: [Item], severalKey: String? = nil) {
        self.title = title
        self.items = items
        self.severalKey = severalKey
        selected = items.firstIndex(where: \.isCurrent) ?? 0
    }

    mutating func move(by offset: Int) {
        guard !items.isEmpty else { return }
        hasMoved = true
        selected = min(items.count - 1, max(0, selected + offset))
    }

    mutating func toggleSelected() {
        if severalKey != nil, items.indices.contains(selected) { items[selected].isPicked.toggle() }
    }

    /// What `Enter` leads to.
    var outcome: Outcome {
        guard let severalKey else { return items.indices.contains(selected) ? items[selected].outcome : .close }
        let names = items.filter(\.isPicked).map { Value.word($0.label) }
        return .assign([Assignment(severalKey, .list(names))], source: .key)
    }
}

extension Menu {
    /// The parts or names a choice offers.
    static func choices(of tunable: Tunable, names: [String], current: Value?, parts: [Descriptor]) -> Menu {
        let known = parts.isEmpty ? names : parts.map(\.name).filter(names.contains)
        let items = (known.isEmpty ? names : known).map { name in
            let part = parts.first { $0.name == name }
            let isCurrent =
                if case .word(let word)? = current { word == name || part?.aliases.contains(word) == true } else {
                    false
                }
            return Item(
                label: name, detail: part?.summary ?? "", isCurrent: isCurrent,
                outcome: .choosePart(choiceKey: tunable.key, name: name, source: .key))
        }
        return Menu(title: "\(JournalWords.shortName(tunable.key)): \(tunable.help)", items: items)
    }

    /// Several names out of a list, picked with `space`.
    static func several(of tunable: Tunable, names: [String], current: Value?) -> Menu {
        let picked: [Value] = if case .list(let values)? = current { values } else { current.map { [$0] } ?? [] }
        let items = names.map { name in
            Item(label: name, detail: "", isPicked: picked.contains(.word(name)), outcome: .close)
        }
        return Menu(title: "\(tunable.key): \(tunable.help)", items: items, severalKey: tunable.key)
    }
}
