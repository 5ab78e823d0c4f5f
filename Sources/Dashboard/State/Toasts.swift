/// A short message that goes away by itself.
struct Toast: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        /// Asked of the run, not answered yet.
        case requested
        case applied, refused, notice
    }

    /// The command it tells about.
    let command: Int?
    /// What it is about; a newer message about the same takes its place.
    let topic: String?
    var kind: Kind
    var text: String
    /// When it ends; a request stays until it is answered.
    var until: Double?
}

/// The messages on screen, oldest first.
struct Toasts: Sendable {
    private static let limit = 4
    private(set) var all: [Toast] = []

    /// Shows a message; one about the same command replaces what was said about it.
    mutating func show(_ kind: Toast.Kind, _ text: String, command: Int? = nil, topic: String? = nil, now: Double) {
        let seconds: Double? =
            switch kind {
            case .requested: nil
            case .applied: 4
            case .refused: 8
            case .notice: 5
            }
        let toast = Toast(command: command, topic: topic, kind: kind, text: text, until: seconds.map { now + $0 })
        if let command, let index = all.firstIndex(where: { $0.command == command }) {
            all[index] = toast
        } else {
            all.removeAll { ($0.command == nil && $0.text == text) || (topic != nil && $0.topic == topic) }
            all.append(toast)
            if all.count > Self.limit { all.removeFirst(all.count - Self.limit) }
        }
    }

    /// Whether a command is still shown as asked for.
    func isRequested(_ command: Int) -> Bool { all.contains { $0.command == command && $0.kind == .requested } }

    /// Drops what has been shown long enough.
    mutating func expire(now: Double) {
        all.removeAll { toast in toast.until.map { $0 <= now } ?? false }
    }

    /// When the next message ends.
    var nextEnd: Double? { all.compactMap(\.until).min() }
}
