/// Which glyphs the terminal and its font can show.
public enum Charset: String, Sendable, Hashable, CaseIterable {
    /// Curves in 2×4 dots a cell.
    case braille
    /// Curves and bars in eighth and half blocks.
    case block
    /// Nothing beyond ASCII.
    case ascii
}
