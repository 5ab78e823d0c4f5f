/// A terminal to draw on and read from. Ncurses is one; tests use ``MemorySurface``.
///
/// Every call comes from one thread.
public protocol Surface: AnyObject {
    /// The size as last known.
    var size: Size { get }
    /// How roles look; setting it repaints at the next `show`.
    var theme: Theme { get set }
    /// Shows the canvas, sending only what changed since the last one.
    func show(_ canvas: Canvas)
    /// Everything that has arrived, without waiting.
    func readEvents() -> [TerminalEvent]
    /// Repaints everything at the next `show` (after `^L`, after a suspension).
    func invalidate()
    /// Whether the mouse is reported; off leaves it to the terminal's own selection.
    func setMouse(_ isOn: Bool)
}
