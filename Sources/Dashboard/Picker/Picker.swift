import Terminal

/// A preset to choose.
public struct PickerEntry: Sendable, Hashable {
    public let name: String
    public let title: String
    /// What will be seen, what to press, what should happen.
    public let lesson: String

    public init(name: String, title: String, lesson: String) {
        self.name = name
        self.title = title
        self.lesson = lesson
    }
}

/// The list of presets shown when no preset was named.
public struct PickerState: Sendable {
    public internal(set) var options: DashboardOptions
    public internal(set) var size: Size
    let entries: [PickerEntry]
    var selected = 0
    var filter = TextField()
    var isFiltering = false
    var isHelpShown = false
    /// A word about the last thing that was done, until the next key.
    var notice: String?

    public init(entries: [PickerEntry], options: DashboardOptions, size: Size = Size(columns: 80, rows: 24)) {
        self.entries = entries
        self.options = options
        self.size = size
    }

    /// The entries whose name, title or lesson holds every word of the filter.
    var shown: [PickerEntry] {
        let words = filter.text.lowercased().split(separator: " ")
        return entries.filter { entry in
            let text = "\(entry.name) \(entry.title) \(entry.lesson)".lowercased()
            return words.allSatisfy { text.contains($0) }
        }
    }

    var contexts: [KeyContext] { isFiltering ? [.pickerFilter] : [.picker] }
    var chosen: PickerEntry? { shown.indices.contains(selected) ? shown[selected] : nil }
    var glyphs: Glyphs { Glyphs.of(options.charset) }
}

/// Takes an event into the picker; `.openPreset` and `.quit` end it.
public func updatePicker(_ state: inout PickerState, _ event: TerminalEvent) -> [Effect] {
    switch event {
    case .resize(let size): state.size = size
    case .closed: return [.quit(.quit)]
    case .paste(let text): state.receive(paste: text)
    case .key(let key): return state.receive(key)
    case .mouse(let mouse): return state.receive(mouse)
    }
    return []
}

extension PickerState {
    /// Pasted text is a filter where one is typed; elsewhere its letters are not keys.
    fileprivate mutating func receive(paste text: String) {
        guard isFiltering, !isHelpShown else {
            notice = "pasted text does nothing here; '/' opens the filter, which takes it"
            return
        }
        for character in TextField.line(pasted: text) where filter.receive(.character(character)) { selected = 0 }
    }

    fileprivate mutating func receive(_ key: Key) -> [Effect] {
        notice = nil
        if isHelpShown {
            isHelpShown = false
            return key == .control("c") ? [.quit(.quit)] : []
        }
        guard let binding = Keymap.binding(for: key, in: contexts) else {
            if isFiltering, filter.receive(key) { selected = 0 }
            return []
        }
        return perform(binding.action)
    }

    fileprivate mutating func perform(_ action: KeyAction) -> [Effect] {
        switch action {
        case .moveUp: select(selected - 1)
        case .moveDown: select(selected + 1)
        case .pageUp: select(selected - 10)
        case .pageDown: select(selected + 10)
        case .moveToStart: select(0)
        case .moveToEnd: select(shown.count - 1)
        case .filter: isFiltering = true
        case .activate:
            if isFiltering, shown.count != 1 {
                isFiltering = false
            } else if let chosen {
                return [.openPreset(chosen.name)]
            }
        case .back:
            filter = TextField()
            isFiltering = false
            select(selected)
        case .help: isHelpShown = true
        case .quit, .interrupt: return [.quit(.quit)]
        case .repaint: return [.repaint]
        case .suspend: return [.suspend]
        default: break
        }
        return []
    }

    private mutating func select(_ index: Int) { selected = max(0, min(index, shown.count - 1)) }

    fileprivate mutating func receive(_ mouse: MouseEvent) -> [Effect] {
        switch mouse.kind {
        case .wheelUp: select(selected - 1)
        case .wheelDown: select(selected + 1)
        case .press:
            guard let index = PickerLayout(self, size: size).entry(at: mouse.point) else { return [] }
            if index == selected, let chosen { return [.openPreset(chosen.name)] }
            select(index)
        case .drag, .release: break
        }
        return []
    }
}
