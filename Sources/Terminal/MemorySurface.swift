/// A terminal in memory, for tests: events are put in, canvases are looked at.
public final class MemorySurface: Surface {
    public private(set) var size: Size
    public var theme = Theme.standard
    /// What the screen shows now.
    public private(set) var screen: Canvas
    /// How many cells each `show` would have sent.
    public private(set) var sentCells: [Int] = []
    public private(set) var isMouseOn = false
    private var pending: [TerminalEvent] = []
    private var isInvalid = true

    public init(_ size: Size) {
        self.size = size
        screen = Canvas(size)
    }

    public func show(_ canvas: Canvas) {
        let changes = isInvalid ? canvas.cells.count : canvas.changes(since: screen).reduce(0) { $0 + $1.columns.count }
        sentCells.append(changes)
        screen = canvas
        isInvalid = false
    }

    public func readEvents() -> [TerminalEvent] {
        defer { pending.removeAll() }
        return pending
    }

    public func invalidate() { isInvalid = true }

    public func setMouse(_ isOn: Bool) { isMouseOn = isOn }

    /// Puts events in, as a person would.
    public func enter(_ events: TerminalEvent...) { pending += events }

    /// Changes the size and reports it, as a window does.
    public func resize(to newSize: Size) {
        size = newSize
        isInvalid = true
        pending.append(.resize(newSize))
    }
}
