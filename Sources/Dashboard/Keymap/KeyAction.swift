/// Everything a key can do.
enum KeyAction: String, Sendable, Hashable, CaseIterable {
    // The run.
    case togglePause, step, finishEpoch, stop, undo, redo, fork, cancelFork, rewind
    // Steering it.
    case chooseOptimizer, chooseSchedule, findRate, chooseClipping, toggleDropout, toggleEarlyStopping
    case increase, decrease, increaseFine, decreaseFine, openPalette
    // Looking at it.
    case toggleScale, cycleSmoothing, cycleAxis, zoomIn, zoomOut, resetView
    case showOverview, showRuns, showJournal, screenshot, cycleTheme
    // Moving about.
    case focusNext, focusPrevious, moveLeft, moveRight, moveUp, moveDown, moveToStart, moveToEnd, pageUp, pageDown
    case activate, pick, complete, filter, back
    // Recorded runs.
    case sortByNext, reverseOrder, toggleCurve, exportRun, resumeRun, replayRun, tagRun, noteRun, removeRun
    case leaveRecording
    // The program.
    case help, quit, interrupt, repaint, suspend, toggleMouse
}
