/// Which glyphs the terminal and its font can show.
public enum Charset: String, Sendable, Hashable, CaseIterable {
    /// Curves in 2×4 dots a cell.
    case braille
    /// Curves and bars in eighth and half blocks.
    case block
    /// Nothing beyond ASCII.
    case ascii

    /// What suits a terminal by the codeset of its locale (`nl_langinfo(CODESET)`) and its type.
    ///
    /// The fonts of the Linux console have blocks, but no Braille.
    public init(codeset: String, terminal: String) {
        let name = codeset.uppercased().filter { $0 != "-" }
        if name != "UTF8" {
            self = .ascii
        } else {
            self = terminal == "linux" || terminal.hasPrefix("linux-") ? .block : .braille
        }
    }
}
