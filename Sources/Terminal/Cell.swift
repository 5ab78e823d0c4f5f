/// One character cell of the screen.
public struct Cell: Sendable, Hashable {
    /// What is drawn. A wide character stands in its left cell; the right one holds ``continuation``.
    public var character: Character
    public var style: Style

    public init(_ character: Character = " ", _ style: Style = .plain) {
        self.character = character
        self.style = style
    }

    public static let blank = Cell()
    /// The right half of a wide character.
    public static let continuation = Cell("\u{0}", .plain)
}
