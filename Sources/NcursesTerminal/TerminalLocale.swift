import CNcurses
import Glibc
import Terminal

/// The character set of this process, taken from the environment once at the start.
public struct TerminalLocale {
    /// What characters are written in: `UTF-8`.
    public let codeset: String
    /// What is to be said about it, where the environment asks for what there is not.
    public let note: String?

    /// Adopts the environment's character set (numbers stay as in C).
    ///
    /// Where the locale that is named is not installed, its name only decides which other one to try: one that says
    /// UTF-8 gets C.UTF-8.
    public static func adopt() -> TerminalLocale {
        guard cn_adopt_locale() == 0 else { return TerminalLocale(codeset: current, note: nil) }
        let name = requested
        if saysUTF8(name), cn_adopt_utf8() == 1 { return TerminalLocale(codeset: current, note: nil) }
        let remedy = "'locale -a' lists those that are, --charset braille draws with Unicode nevertheless"
        return TerminalLocale(
            codeset: current, note: "the locale '\(name)' is not installed, so ASCII is drawn; \(remedy)")
    }

    /// Makes sure that the glyphs a user asked for can be written, even where the environment names no UTF-8 locale.
    public static func adopt(for charset: Charset) {
        if charset != .ascii, Charset(codeset: current, terminal: "") == .ascii { _ = cn_adopt_utf8() }
    }

    private static var current: String { String(cString: cn_codeset()) }

    /// The locale's name by POSIX's precedence.
    private static var requested: String {
        func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
        return ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(value).first { !$0.isEmpty } ?? ""
    }

    /// Whether a locale's name ends in a codeset of UTF-8: `de_DE.UTF-8`, `en_US.utf8@euro`, or is that alone.
    static func saysUTF8(_ name: String) -> Bool {
        let codeset = name[(name.lastIndex(of: ".").map(name.index(after:)) ?? name.startIndex)...].prefix { $0 != "@" }
        return codeset.uppercased().filter { $0 != "-" && $0 != "_" } == "UTF8"
    }
}
