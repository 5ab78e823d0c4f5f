import CNcurses
import Terminal

/// The character set of this process, taken from the environment once at the start.
public enum TerminalLocale {
    /// Adopts the environment's character set (numbers stay as in C) and names its codeset: `UTF-8`.
    public static func adopt() -> String {
        cn_adopt_locale()
        return String(cString: cn_codeset())
    }

    /// Makes sure that the glyphs a user asked for can be written, even where the environment names no UTF-8 locale.
    public static func adopt(for charset: Charset) {
        if charset != .ascii, Charset(codeset: String(cString: cn_codeset()), terminal: "") == .ascii {
            cn_adopt_utf8()
        }
    }
}
