/// Bracketed paste: the terminal tells pasted text from keys.
enum PasteMode {
    static let on = "\u{1b}[?2004h"
    static let off = "\u{1b}[?2004l"
}
