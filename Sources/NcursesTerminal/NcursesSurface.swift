import CNcurses
import Glibc
import Terminal

/// The terminal, drawn with ncurses. Use it from the main thread only, and one at a time.
///
/// 1. Open a ``SignalPipe``, so that its handlers stand before ncurses looks for a place for its own.
/// 2. Make a surface: the alternate screen appears.
/// 3. `show` canvases, `readEvents` when ``inputDescriptor`` is readable, ``adoptWindowSize()`` on SIGWINCH.
/// 4. ``suspend()`` and ``resume()`` around a stop; ``close()`` at the end, whatever ends it.
public final class NcursesSurface: Surface {
    public private(set) var size = Size(columns: 0, rows: 0)
    public var theme: Theme {
        didSet { if theme != oldValue { adoptTheme() } }
    }
    /// The colors the terminal has.
    public let depth: ColorDepth

    private let device: TerminalDevice
    private let screen: OpaquePointer
    private let input: InputReader
    private let crashGuard: CrashGuard
    private let isTransliterating: Bool
    private var decoder = EventDecoder()
    private var attributes: AttributeTable
    /// What the terminal shows; `nil` when that is not known.
    private var shown: Canvas?
    private var isMouseOn = false
    private var fruitlessReads = 0
    private var phase = Phase.drawing

    private enum Phase { case drawing, suspended, closed }

    /// Switches the terminal to drawing.
    ///
    /// - Parameters:
    ///   - isColored: `false` draws with emphasis alone (`NO_COLOR`).
    ///   - errors: where standard error waits while the screen is drawn; a crash shows it.
    /// - Throws: ``TerminalError`` when ncurses cannot open the terminal; it is as it was then.
    public init(
        device: TerminalDevice, theme: Theme, charset: Charset, isColored: Bool, errors: DeferredErrors? = nil
    ) throws(TerminalError) {
        guard let screen = cn_open(device.type, device.descriptor) else { throw .unusableType(device.type) }
        guard let input = InputReader() else {
            endwin()
            device.restoreModes()
            throw .unusableType(device.type)
        }
        cn_configure()
        device.keepEmergencyExit()
        cn_keep_modes()
        device.write(PasteMode.on)
        self.device = device
        self.screen = screen
        self.input = input
        self.theme = theme
        isTransliterating = charset == .ascii
        depth = isColored ? ColorDepth(colors: Int(cn_start_color())) : .mono
        attributes = AttributeTable(theme: theme, depth: depth)
        crashGuard = CrashGuard(device: device, errors: errors)
        crashGuard.arm()
        adoptWindowSize()
    }

    deinit { close() }

    /// Becomes readable when a key or the mouse has something to say, or the terminal is gone.
    public var inputDescriptor: Int32 { device.descriptor }

    // MARK: Drawing

    public func show(_ canvas: Canvas) {
        guard phase == .drawing else { return }
        if shown == nil { cn_erase() }
        for change in canvas.changes(since: shown ?? Canvas(canvas.size)) where change.row < size.rows {
            for column in change.columns where column < size.columns {
                put(canvas[column, change.row], column: column, row: change.row)
            }
        }
        shown = canvas
        cn_send()
    }

    public func invalidate() {
        shown = nil
        cn_forget()
    }

    private func put(_ cell: Cell, column: Int, row: Int) {
        var character = cell.character
        if character == "\u{0}" { return }
        if isTransliterating { character = character.transliterated }
        if character.columnWidth != 1, character.columnWidth == 0 || column + 1 >= size.columns { character = " " }
        let entry = attributes[cell.style]
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 5) { scalars in
            scalars.initialize(repeating: 0)
            for (index, scalar) in character.unicodeScalars.prefix(4).enumerated() { scalars[index] = scalar.value }
            cn_put(Int32(row), Int32(column), scalars.baseAddress, entry.attributes, entry.pair)
        }
    }

    private func adoptTheme() {
        attributes = AttributeTable(theme: theme, depth: depth)
        invalidate()
    }

    // MARK: Input

    public func readEvents() -> [TerminalEvent] {
        guard phase == .drawing else { return [] }
        var events: [TerminalEvent] = []
        var hasRead = false
        // In parts: a huge paste takes no more memory than its beginning, which is all that is kept of it.
        for _ in 0..<Self.mostParts {
            let codes = input.read(atMost: Self.part)
            if codes.isEmpty { break }
            hasRead = true
            events += decoder.decode(codes, now: Self.now)
            if codes.count < Self.part { break }
        }
        if !hasRead, isInputGone { return [.closed] }
        return events
    }

    private static let part = 4096
    private static let mostParts = 256

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Whether the terminal is gone: hung up, or again and again readable with nothing to read (an end of file, or a
    /// background group that may not read). Never spin on it.
    private var isInputGone: Bool {
        fruitlessReads = device.isReadable ? fruitlessReads + 1 : 0
        return device.isHungUp || fruitlessReads >= 3
    }

    public func setMouse(_ isOn: Bool) {
        isMouseOn = isOn
        guard phase == .drawing else { return }
        if !isOn { device.write(MouseMode.off) }
        cn_set_mouse(isOn ? 1 : 0)
        if isOn { device.write(MouseMode.drags) }
    }

    // MARK: Size and life

    /// Takes over the window's size as it is now; returns it if it changed.
    @discardableResult
    public func adoptWindowSize() -> Size? {
        let window = device.windowSize ?? TerminalDevice.environmentSize ?? (Int(cn_columns()), Int(cn_rows()))
        let newSize = Size(columns: window.columns, rows: window.rows)
        guard newSize != size else { return nil }
        resizeterm(Int32(newSize.rows), Int32(newSize.columns))
        size = newSize
        invalidate()
        return newSize
    }

    /// Gives the terminal back for a while, as it was found.
    public func suspend() {
        guard phase == .drawing else { return }
        phase = .suspended
        leave()
    }

    /// Takes the terminal again after a stop, or after someone else may have changed it: modes, size, the whole screen.
    public func resume() {
        guard phase != .closed else { return }
        phase = .drawing
        cn_restore_modes()
        device.write(PasteMode.on)
        crashGuard.arm()
        adoptWindowSize()
        invalidate()
        if isMouseOn { setMouse(true) }
    }

    /// Gives the terminal back for good. More than once does no harm.
    public func close() {
        guard phase != .closed else { return }
        if phase == .drawing { leave() }
        phase = .closed
        input.close()
        delscreen(screen)
    }

    private func leave() {
        if isMouseOn { device.write(MouseMode.off) }
        device.write(PasteMode.off)
        endwin()
        device.restoreModes()
        crashGuard.disarm()
    }
}
