/// How every role looks, for each color depth.
///
/// The background always stays the terminal's own, and color never carries a meaning alone.
public struct Theme: Sendable, Hashable {
    /// One role's colors and emphasis, as a theme's table writes them.
    struct Paint: Sendable, Hashable {
        /// Of xterm's 256.
        var indexed: UInt8?
        /// Of the 16 ANSI colors; 8 and above are the bright ones, shown bold where there are only 8.
        var ansi: UInt8?
        var bold: Bool
        var dim: Bool
        var reverse: Bool
        var underline: Bool

        init(
            _ indexed: UInt8? = nil, _ ansi: UInt8? = nil, bold: Bool = false, dim: Bool = false,
            reverse: Bool = false, underline: Bool = false
        ) {
            self.indexed = indexed
            self.ansi = ansi
            self.bold = bold
            self.dim = dim
            self.reverse = reverse
            self.underline = underline
        }
    }

    /// The name behind `--theme`.
    public let name: String
    public let summary: String
    private let paints: [Role: Paint]

    init(_ name: String, summary: String, _ paints: [Role: Paint]) {
        self.name = name
        self.summary = summary
        self.paints = paints
    }

    /// How a role looks at a color depth.
    public func appearance(of role: Role, depth: ColorDepth) -> Appearance {
        let theme = depth == .mono ? Theme.mono : self
        let paint = theme.paints[role] ?? Paint()
        var appearance = Appearance(
            bold: paint.bold, dim: paint.dim, reverse: paint.reverse, underline: paint.underline)
        switch depth {
        case .mono: break
        case .indexed: appearance.foreground = paint.indexed
        case .sixteen: appearance.foreground = paint.ansi
        case .eight:
            appearance.foreground = paint.ansi.map { $0 & 7 }
            if let ansi = paint.ansi, ansi >= 8 { appearance.bold = true }
            // Bright black, the gray of 16 colors, would be black on black here.
            if paint.ansi == 8 {
                appearance.foreground = nil
                appearance.bold = false
                appearance.dim = true
            }
        }
        return appearance
    }

    /// Whether the theme's table says how the role looks.
    func paints(_ role: Role) -> Bool { paints[role] != nil }
}
