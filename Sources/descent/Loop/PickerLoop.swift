import Dashboard
import Glibc
import NcursesTerminal
import Terminal

/// The preset picker on a terminal.
struct PickerLoop {
    enum Outcome {
        case open(String)
        case quit
        case signal(Int32)
    }

    private let session: InteractiveSession
    private var state: PickerState
    private var outcome: Outcome?
    private var needsDrawing = true

    init(_ entries: [PickerEntry], in session: InteractiveSession) {
        self.session = session
        state = PickerState(entries: entries, options: session.options, size: session.surface.size)
    }

    /// Shows the picker until something is picked or it is left.
    mutating func pick() -> Outcome {
        while true {
            if needsDrawing { draw() }
            let ready = Waiting.until(
                readable: [session.surface.inputDescriptor, session.signals.descriptor], seconds: nil)
            if ready.contains(session.signals.descriptor) { handle(signals: session.signals.drain()) }
            if ready.contains(session.surface.inputDescriptor) {
                for event in session.surface.readEvents() { handle(event) }
            }
            if let outcome { return outcome }
        }
    }

    private mutating func draw() {
        needsDrawing = false
        var canvas = Canvas(session.surface.size)
        renderPicker(state, into: &canvas)
        session.surface.theme = state.options.theme
        session.surface.show(canvas)
    }

    private mutating func handle(_ event: TerminalEvent) {
        if event == .closed {
            outcome = .signal(SIGHUP)
            return
        }
        for effect in updatePicker(&state, event) { perform(effect) }
        needsDrawing = true
    }

    private mutating func handle(signals: [Int32]) {
        for signal in signals {
            switch signal {
            case SIGWINCH: if let size = session.surface.adoptWindowSize() { handle(.resize(size)) }
            case SIGTSTP: suspend(wholeGroup: false)
            case SIGCONT:
                // Stopped and continued from outside: someone else had the terminal meanwhile.
                session.surface.resume()
                adoptResumption()
            default: outcome = .signal(signal)
            }
        }
    }

    private mutating func perform(_ effect: Effect) {
        switch effect {
        case .openPreset(let name): outcome = .open(name)
        case .quit: outcome = .quit
        case .suspend: suspend(wholeGroup: true)
        case .repaint: session.surface.invalidate()
        case .setMouse(let isOn): session.surface.setMouse(isOn)
        case .send, .saveScreenshot, .runs, .resumeRun, .replayRun: break
        }
    }

    private mutating func suspend(wholeGroup: Bool) {
        let signals = session.stop(wholeGroup: wholeGroup)
        adoptResumption()
        handle(signals: signals)
    }

    private mutating func adoptResumption() {
        handle(.resize(session.surface.size))
    }
}
