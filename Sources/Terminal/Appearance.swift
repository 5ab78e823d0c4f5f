/// How a role looks on a terminal: colors by number and emphasis.
public struct Appearance: Sendable, Hashable {
    /// The color's number; `nil` leaves it to the terminal.
    public var foreground: UInt8?
    public var background: UInt8?
    public var bold: Bool
    public var dim: Bool
    public var reverse: Bool
    public var underline: Bool

    public init(
        foreground: UInt8? = nil, background: UInt8? = nil, bold: Bool = false, dim: Bool = false,
        reverse: Bool = false, underline: Bool = false
    ) {
        self.foreground = foreground
        self.background = background
        self.bold = bold
        self.dim = dim
        self.reverse = reverse
        self.underline = underline
    }

    /// The appearance with a style's own emphasis added.
    public func emphasized(by style: Style) -> Appearance {
        var result = self
        result.bold = bold || style.bold
        result.reverse = reverse || style.reverse
        result.underline = underline || style.underline
        if style.bold { result.dim = false }
        return result
    }
}
