/// What a cell means; a theme gives each role its color, so that panes never name one.
public enum Role: UInt8, Sendable, Hashable, CaseIterable {
    case text, dim, title, border, focus, selection, key, disabled
    /// Curves.
    case train, trainBand, validation, learningRate, comingRate, ghost
    /// Marks on charts: interventions, the best epoch, the cursor.
    case mark, best, cursor
    /// Judgments: never the only carrier of their meaning.
    case good, warning, bad
    /// A diverging scale from far too small (0) over healthy (4) to far too large (8).
    case heat0, heat1, heat2, heat3, heat4, heat5, heat6, heat7, heat8
    /// The band of healthy values behind a bar.
    case healthyBand
    case running, paused, stopped

    /// The role for a place on the diverging scale, 0…8.
    public static func heat(_ level: Int) -> Role {
        Role(rawValue: Role.heat0.rawValue + UInt8(min(8, max(0, level)))) ?? .heat4
    }
}

/// How a cell is drawn: its role and emphasis.
public struct Style: Sendable, Hashable {
    public var role: Role
    public var bold: Bool
    public var reverse: Bool
    public var underline: Bool

    public init(_ role: Role = .text, bold: Bool = false, reverse: Bool = false, underline: Bool = false) {
        self.role = role
        self.bold = bold
        self.reverse = reverse
        self.underline = underline
    }

    public static let plain = Style()
}
