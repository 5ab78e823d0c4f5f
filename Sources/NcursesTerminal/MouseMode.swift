/// What xterm and its kin are sent for the mouse beyond what ncurses sends: motion while a button is held.
enum MouseMode {
    static let drags = "\u{1b}[?1002h"
    /// Everything off, for a terminal that is left.
    static let off = "\u{1b}[?1002l\u{1b}[?1000l\u{1b}[?1006l"
}
