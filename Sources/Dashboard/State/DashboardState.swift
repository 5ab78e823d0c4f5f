import Diagnosis
import Terminal
import Training

/// All the dashboard knows; ``update(_:_:)`` changes it, ``render(_:into:)`` draws it.
public struct DashboardState: Sendable {
    /// How it draws. The run loop hands `options.theme` to the surface after every update.
    public internal(set) var options: DashboardOptions
    /// The terminal's size as last reported.
    public internal(set) var size: Size
    var now: Double
    var run: RunFacts
    var history: RunHistory
    /// The last step of the batch that events come with and that is appended after them; 0 without one.
    var arriving = 0
    var throughput = Throughput()
    var focus = Focus()
    var chart = ChartSettings()
    var controls = ControlSelection()
    var commands = CommandLedger()
    var toasts = Toasts()
    /// Watches the gradients for what is wrong with them.
    var monitor: GradientMonitor
    var verdict: GradientVerdict?
    /// How large another optimizer's updates would be, as last measured; until a switch has used it.
    var rateMatch: RateMatch?
    /// The fork that is under way.
    var fork: WatchedFork?
    var journal = WatchedJournal()
    var journalView = JournalViewState()
    var runsView = RunsViewState()
    /// The recorded run that is looked at over this one; at most one.
    var opened: [DashboardState] = []
    /// Set where this is a recorded run, opened over another.
    var recording: Recording?
    /// Set where this run was to be recorded and is not.
    var recordingTrouble: RecordingTrouble?
    /// What lies over the view, the last on top.
    var overlays: [Overlay] = []
    var paletteHistory = PaletteHistory()
    /// Leave as soon as the run, asked to stop, is over.
    var isLeavingAfterStop = false
    /// The end-of-run panel was put away.
    var isEndPanelClosed = false

    /// - Parameters:
    ///   - size: the terminal's size; a `resize` event changes it.
    ///   - now: the monotonic clock, in seconds.
    public init(
        description: RunDescription, options: DashboardOptions, size: Size = Size(columns: 80, rows: 24), now: Double
    ) {
        self.options = options
        self.size = size
        self.now = now
        run = RunFacts(description)
        monitor = GradientMonitor(layers: description.layers)
        history = RunHistory(layout: TelemetryLayout(layerCount: description.layers.count))
        for note in description.notes { journal.log(.note, note.words, step: 0) }
    }
}

extension DashboardState {
    var glyphs: Glyphs { Glyphs.of(options.charset) }

    mutating func notify(_ text: String) { toasts.show(.notice, text, now: now) }
}
