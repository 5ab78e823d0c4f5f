import CNcurses
import Terminal

/// ncurses' attributes and color pair for every style under one theme, worked out once.
struct AttributeTable {
    struct Entry {
        var attributes: UInt32
        var pair: Int32
    }

    private let entries: [Entry]

    /// Defines a color pair for each role (there are fewer roles than the 64 pairs of the poorest color terminal).
    init(theme: Theme, depth: ColorDepth) {
        let pairCount = Int(cn_pair_count())
        entries = Role.allCases.flatMap { role in
            let appearance = theme.appearance(of: role, depth: depth)
            var pair = Int(role.rawValue) + 1
            if depth == .mono || pair >= pairCount {
                pair = 0
            } else {
                cn_set_pair(
                    Int32(pair), appearance.foreground.map(Int32.init) ?? -1,
                    appearance.background.map(Int32.init) ?? -1)
            }
            return (0..<8).map { emphasis in
                let style = Style(
                    role, bold: emphasis & 1 != 0, reverse: emphasis & 2 != 0, underline: emphasis & 4 != 0)
                return Entry(
                    attributes: Self.attributes(of: appearance.emphasized(by: style)), pair: Int32(pair))
            }
        }
    }

    subscript(style: Style) -> Entry {
        let emphasis = (style.bold ? 1 : 0) | (style.reverse ? 2 : 0) | (style.underline ? 4 : 0)
        return entries[Int(style.role.rawValue) * 8 + emphasis]
    }

    private static func attributes(of appearance: Appearance) -> UInt32 {
        (appearance.bold ? cn_bold() : 0) | (appearance.dim ? cn_dim() : 0)
            | (appearance.reverse ? cn_reverse() : 0) | (appearance.underline ? cn_underline() : 0)
    }
}
