import Terminal
import Training

/// What reaches the dashboard. Time comes in by `tick` alone: send one before the other events of a wake.
public enum DashboardEvent: Sendable {
    /// A key, the mouse, a new size.
    case terminal(TerminalEvent)
    /// What the run has reported: apply the events first, then the steps.
    case telemetry([RunEvent], TelemetryBatch)
    /// What stands in the record of a run that goes on, by its steps; before anything else is reported.
    case past([PastEvent], TelemetryBatch)
    /// What is to be said of a run that goes on: the journal keeps it, the last line is shown as well.
    case opening([String])
    /// A state of the run is on the disk.
    case checkpoint(CheckpointNote)
    /// The run is not recorded although it was to be, or no longer is; why, in words. It stays so.
    case notRecorded(String)
    /// The monotonic clock, in seconds.
    case tick(now: Double)
    /// The program goes on after `^Z`; throughput and remaining time start anew.
    case resumed(now: Double)
    /// A word from the run loop, such as where a screenshot was saved.
    case notice(String)
    /// From the keeper of the recorded runs.
    case runs(RunsAnswer)
}

/// What the run loop is asked to do.
public enum Effect: Sendable, Hashable {
    case send(Command)
    case quit(QuitMode)
    /// Give the terminal back and stop, as `^Z` does.
    case suspend
    /// Send every cell again.
    case repaint
    case setMouse(Bool)
    case saveScreenshot(name: String, contents: String)
    /// From the preset picker.
    case openPreset(String)
    /// To the keeper of the recorded runs.
    case runs(RunsRequest)
    /// Leave this run, saved if it is recorded, and go on with a recorded one.
    case resumeRun(String)
    /// Leave this run and train a recorded one again.
    case replayRun(String)
}

/// How the dashboard is left.
public enum QuitMode: Sendable, Hashable {
    /// The run has been stopped in order: best weights restored, test split evaluated.
    case stopAndQuit
    /// At once: a run that still trains is ended between two steps; where it is recorded, its state is saved.
    case quit
    /// At once, without saving the state.
    case quitUnsaved
}
