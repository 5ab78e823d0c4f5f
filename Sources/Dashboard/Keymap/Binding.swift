import Terminal

/// Where a key works.
enum KeyContext: String, Sendable, Hashable, CaseIterable {
    /// Whatever is on screen.
    case always
    /// In every view, while nothing lies over it.
    case global
    case overview, chart, controls, journal, runs
    /// In the overview of a recorded run.
    case recorded
    /// While a fork trains.
    case fork
    /// While a list's filter is typed.
    case filter
    case menu, dialog, editor, palette, help, rateSearch, picker
    /// While the picker's filter is typed.
    case pickerFilter
}

/// Under which heading the help lists a key.
enum KeyGroup: String, Sendable, Hashable, CaseIterable {
    case run = "The run"
    case steer = "Steering"
    case look = "Looking"
    case move = "Moving about"
    case pastRuns = "Recorded runs"
    case program = "The program"
    case overlay = "Menus, dialogs and text"
}

/// One line of the keymap: the one source of dispatch, footer, help and the README's table.
struct Binding: Sendable {
    let keys: [Key]
    let action: KeyAction
    let contexts: [KeyContext]
    let group: KeyGroup
    /// A word or two for the footer.
    let label: String
    let description: String
    /// Where it stands in the footer, lowest first; `nil` leaves it to the help.
    let footerRank: Int?
    /// The keys as shown, where naming each would be long; bindings that show alike are listed once.
    let shownAs: String?
    /// Why it cannot be used right now; `nil` if it can.
    let disabledReason: @Sendable (DashboardState) -> String?

    init(
        _ keys: [Key], _ action: KeyAction, in contexts: [KeyContext], _ group: KeyGroup, _ label: String,
        _ description: String, footer: Int? = nil, shownAs: String? = nil,
        unless disabledReason: @escaping @Sendable (DashboardState) -> String? = { _ in nil }
    ) {
        self.keys = keys
        self.action = action
        self.contexts = contexts
        self.group = group
        self.label = label
        self.description = description
        footerRank = footer
        self.shownAs = shownAs
        self.disabledReason = disabledReason
    }

    /// The keys by name: `space`, `q F10 ^C`.
    var keysText: String { shownAs ?? keys.map(\.name).joined(separator: " ") }
}

extension Key {
    /// The key as documents and the screen name it.
    var name: String {
        switch self {
        case .character(" "): "space"
        case .character(let character): String(character)
        case .control(let character): "^" + character.uppercased()
        case .enter: "Enter"
        case .escape: "esc"
        case .tab: "Tab"
        case .backTab: "S-Tab"
        case .backspace: "Backspace"
        case .delete: "Delete"
        case .up: "up"
        case .down: "down"
        case .left: "left"
        case .right: "right"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .function(let number): "F\(number)"
        }
    }
}
