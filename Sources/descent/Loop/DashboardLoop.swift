import Dashboard
import Glibc
import NcursesTerminal
import Terminal
import Training

/// The dashboard's life on a terminal: waits, updates, draws, carries effects out.
///
/// 1. Events of the terminal are handled and drawn at once.
/// 2. Telemetry is taken and drawn at most about 30 times a second.
/// 3. With nothing to draw it sleeps.
struct DashboardLoop {
    private let run: any WatchedRun
    private let session: InteractiveSession
    private let wake: WakePipe
    private let keeper: RunsKeeper
    private var state: DashboardState
    private var log: RunLog
    private var batch: TelemetryBatch
    private var canvas: Canvas
    private var pacer = FramePacer()
    private var leaving: Leaving?
    private var isTerminalGone = false
    private var needsDrawing = true
    /// Whether another restart follows at the end of this one.
    private let leavesAtEnd: Bool
    private var recording: RunRecording?
    /// What is found about the run, for the record.
    private var findings: FindingWatch

    /// What is known of a run before it begins.
    struct Known {
        var past: [PastEvent] = []
        var steps: TelemetryBatch?
        /// What is to be said when it opens, the most important last.
        var opening: [String] = []
        /// Why it is not recorded, where it was to be.
        var trouble: String?
    }

    /// What the loop was left with.
    struct Outcome {
        var log: RunLog
        var leaving: Leaving
        var recording: RunRecording?
    }

    /// - Parameter batch: empty, of the size the run uses.
    init(
        watching run: any WatchedRun, batch: TelemetryBatch, wake: WakePipe, in session: InteractiveSession,
        recording: RunRecording? = nil, known: Known = Known(), leavesAtEnd: Bool = false
    ) {
        self.recording = recording
        keeper = RunsKeeper(session.runs) { wake.wake() }
        findings = FindingWatch(run.description)
        self.leavesAtEnd = leavesAtEnd
        self.run = run
        self.session = session
        self.wake = wake
        var options = session.options
        options.canSave = recording != nil
        state = DashboardState(
            description: run.description, options: options, size: session.surface.size, now: Waiting.now)
        log = RunLog(run.description)
        self.batch = batch
        canvas = Canvas(session.surface.size)
        recording?.listen { wake.wake() }
        log.record(past: known.past)
        if let steps = known.steps {
            handle(.past(known.past, steps))
            // What was found then stands in the record.
            _ = findings.observe(known.past.compactMap(\.report), steps)
        }
        if !known.opening.isEmpty { handle(.opening(known.opening)) }
        if let trouble = known.trouble { handle(.notRecorded(trouble)) }
    }

    /// Watches the run until it is left.
    ///
    /// - Parameter start: starts the run; called when the first frame stands.
    mutating func watch(start: () -> Void) -> Outcome {
        draw()
        start()
        while true {
            if let leaving, log.summary != nil || Waiting.now >= leaving.deadline {
                recording?.finish()
                return Outcome(log: log, leaving: leaving, recording: recording)
            }
            turn()
        }
    }

    private mutating func turn() {
        let before = Waiting.now
        let pause = pacer.delay(at: before)
        var descriptors = [session.signals.descriptor]
        // What is gone stays readable for ever: waiting for it would be spinning.
        if !isTerminalGone { descriptors.append(session.surface.inputDescriptor) }
        if pause == 0 { descriptors.append(wake.descriptor) }
        var deadlines = [nextWake(state), leaving?.deadline].compactMap { $0 }
        if pause > 0 { deadlines.append(before + pause) }
        let timeout = deadlines.min().map { max(0, $0 - before) }

        let ready = Waiting.until(readable: descriptors, seconds: timeout)
        tick()
        if ready.contains(session.signals.descriptor) { handle(signals: session.signals.drain()) }
        if ready.contains(session.surface.inputDescriptor) {
            for event in session.surface.readEvents() { handle(event) }
        }
        // A frame drawn for a key shows the newest steps as well: a key held down must not starve them.
        if needsDrawing || ready.contains(wake.descriptor) { takeTelemetry() }
        if needsDrawing { draw() }
    }

    /// Tells the time; draws only if something on screen was waiting for it.
    private mutating func tick() {
        let now = Waiting.now
        let isDue = nextWake(state).map { $0 <= now } ?? false
        for effect in update(&state, .tick(now: now)) { perform(effect) }
        if isDue { needsDrawing = true }
    }

    private mutating func draw() {
        needsDrawing = false
        let start = Waiting.now
        let size = session.surface.size
        if canvas.size == size { canvas.fill(canvas.bounds) } else { canvas = Canvas(size) }
        render(state, into: &canvas)
        session.surface.theme = state.options.theme
        session.surface.show(canvas)
        pacer.drew(from: start, to: Waiting.now)
    }

    private mutating func takeTelemetry() {
        wake.drain()
        for answer in keeper.takeAnswers() { handle(answer) }
        let events = run.takeTelemetry(into: &batch)
        if recording != nil { recording?.take(events, batch, findings.observe(events, batch)) }
        for event in events { log.record(event) }
        handle(.telemetry(events, batch))
        for note in recording?.takeCheckpoints() ?? [] { handle(.checkpoint(note)) }
        if let failure = recording?.failure() { handle(.notRecorded(failure)) }
        if leavesAtEnd, log.state.isOver, log.summary != nil { leave(toNextRestart: true) }
    }

    private mutating func handle(_ event: TerminalEvent) {
        if event == .closed {
            isTerminalGone = true
            return leave(signal: SIGHUP)
        }
        handle(.terminal(event))
    }

    private mutating func handle(_ event: DashboardEvent) {
        for effect in update(&state, event) { perform(effect) }
        needsDrawing = true
    }

    private mutating func handle(signals: [Int32]) {
        for signal in signals {
            switch signal {
            case SIGWINCH: if let size = session.surface.adoptWindowSize() { handle(.terminal(.resize(size))) }
            case SIGTSTP: suspend(wholeGroup: false)
            case SIGCONT:
                // Stopped and continued from outside: someone else had the terminal meanwhile.
                session.surface.resume()
                adoptResumption()
            default: leave(signal: signal)
            }
        }
    }

    private mutating func perform(_ effect: Effect) {
        switch effect {
        case .send(let command): run.send(command)
        case .quit(let mode):
            if mode == .quitUnsaved { recording?.keeper.close() }
            leave()
        case .suspend: suspend(wholeGroup: true)
        case .repaint: session.surface.invalidate()
        case .setMouse(let isOn): session.surface.setMouse(isOn)
        case .saveScreenshot(let name, let contents): handle(.notice(Screenshot.save(contents, as: name)))
        // The picker's alone.
        case .openPreset: break
        case .runs(let request): keeper.ask(request)
        case .resumeRun(let id): leave(nextRun: .resume(id))
        case .replayRun(let id): leave(nextRun: .replay(id))
        }
    }

    private mutating func suspend(wholeGroup: Bool) {
        let signals = session.stop(wholeGroup: wholeGroup)
        adoptResumption()
        handle(signals: signals)
    }

    private mutating func adoptResumption() {
        handle(.terminal(.resize(session.surface.size)))
        handle(.resumed(now: Waiting.now))
    }

    /// Asks the trainer to end. Asked a second time, does not wait for it, unless it is a lost terminal, which is told
    /// both by a signal and by the terminal itself.
    private mutating func leave(
        signal: Int32? = nil, nextRun: Leaving.NextRun? = nil, toNextRestart: Bool = false
    ) {
        if toNextRestart, leaving != nil { return }
        if let before = leaving {
            leaving = Leaving(
                signal: before.signal ?? signal,
                deadline: signal == SIGHUP ? before.deadline : Waiting.now)
            return
        }
        leaving = Leaving(
            signal: signal, nextRun: nextRun, isNextRestart: toNextRestart,
            deadline: Waiting.now + Leaving.patience)
        run.send(Command(id: Self.leavingCommand, .quit))
    }

    /// Commands of the dashboard count from 1; this one is ours.
    private static let leavingCommand = 0
}
