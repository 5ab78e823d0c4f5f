import Terminal

/// One thing ncurses has read.
enum InputCode: Hashable {
    /// A Unicode scalar, or a control byte.
    case character(UInt32)
    /// A `KEY_…` number.
    case key(UInt32)
    case mouse(MouseEvent)
}
