import Terminal

/// How the dashboard draws, as the terminal and the user want it.
public struct DashboardOptions: Sendable, Hashable {
    public var charset: Charset
    /// The palette; key `t` goes on to the next. The run loop hands it to the surface.
    public var theme: Theme
    /// Whether the terminal shows color and the user wants it (`NO_COLOR`).
    public var hasColor: Bool
    /// Whether mouse events are asked for.
    public var isMouseOn: Bool
    /// Whether the run is recorded, so that it can be left and go on later.
    public var canSave = false
    /// What commands need beside a run's id to find it, a space before it; empty where they look there anyway.
    public var runsOption = ""

    public init(
        charset: Charset = .braille, theme: Theme = .standard, hasColor: Bool = true, isMouseOn: Bool = true
    ) {
        self.charset = charset
        self.theme = hasColor ? theme : .mono
        self.hasColor = hasColor
        self.isMouseOn = isMouseOn
    }
}
