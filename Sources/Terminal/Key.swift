/// A key as the dashboard sees it, whatever the terminal sends for it.
public enum Key: Sendable, Hashable {
    case character(Character)
    case control(Character)
    case enter, escape, tab, backTab, backspace, delete
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
}

/// What a mouse did, in cells.
public struct MouseEvent: Sendable, Hashable {
    public enum Kind: Sendable, Hashable { case press, release, drag, wheelUp, wheelDown }
    public var kind: Kind
    public var point: Point

    public init(_ kind: Kind, _ point: Point) {
        self.kind = kind
        self.point = point
    }
}

/// What a terminal reports.
public enum TerminalEvent: Sendable, Hashable {
    case key(Key)
    case mouse(MouseEvent)
    case resize(Size)
    /// Text that was pasted: lines apart by line feeds, nothing else in it that a terminal would act upon.
    case paste(String)
    /// The terminal is gone (EOF, hang-up).
    case closed
}
