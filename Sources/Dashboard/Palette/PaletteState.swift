import Terminal

/// The lines run before, the latest last.
struct PaletteHistory: Sendable, Hashable {
    private static let limit = 100
    private(set) var lines: [String] = []

    mutating func remember(_ line: String) {
        lines.removeAll { $0 == line }
        lines.append(line)
        if lines.count > Self.limit { lines.removeFirst() }
    }
}

/// The palette while it is open: a line being typed, completed or recalled.
struct PaletteState: Sendable, Hashable {
    /// What had been typed before `Tab` began to complete it, and the completion shown.
    struct Completing: Sendable, Hashable {
        let typed: String
        let index: Int
    }

    var field = TextField()
    /// Why the line was refused; it stays to be mended.
    var error: String?
    private(set) var completing: Completing?
    private let history: [String]
    /// The line recalled; `history.count` is the one being typed.
    private var recalled: Int
    private var draft = ""

    init(history: PaletteHistory) {
        self.history = history.lines
        recalled = history.lines.count
    }

    mutating func type(_ key: Key) {
        guard field.receive(key) else { return }
        error = nil
        completing = nil
        recalled = history.count
    }

    /// Recalls an earlier (−1) or later (+1) line.
    mutating func recall(_ offset: Int) {
        if recalled == history.count { draft = field.text }
        let next = min(history.count, max(0, recalled + offset))
        guard next != recalled else { return }
        recalled = next
        field.set(next == history.count ? draft : history[next])
        error = nil
        completing = nil
    }

    /// The text that completions are for: what was typed, not what `Tab` has put in its place.
    var typed: String { completing?.typed ?? field.text }

    /// Puts in the first completion, then the next ones.
    mutating func complete(_ vocabulary: PaletteVocabulary) {
        let completions = vocabulary.completions(of: typed)
        guard !completions.isEmpty else { return }
        let index = completing.map { ($0.index + 1) % completions.count } ?? 0
        let typed = typed
        field.set(completions[index].line)
        error = nil
        // The only one is taken for good, so that the next `Tab` completes its value.
        completing = completions.count == 1 ? nil : Completing(typed: typed, index: index)
    }
}
