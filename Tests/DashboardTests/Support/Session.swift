import Terminal
import Training
import Tunables

@testable import Dashboard

/// A dashboard and a scripted run wired together as the run loop does, with a clock that is turned by hand.
struct Session {
    var state: DashboardState
    var run: FakeRun
    private(set) var now = 100.0
    /// What the dashboard asked for, but commands.
    private(set) var effects: [Effect] = []
    /// Whether commands are answered at once.
    var answers = true
    private var waiting: [Command] = []
    /// Recorded runs, and whether they are told of at once.
    var archive = FakeArchive()
    var archiveAnswers = true
    private var asked: [RunsRequest] = []

    init(
        size: Size = Size(columns: 120, rows: 36), options: DashboardOptions = DashboardOptions(),
        run: FakeRun = FakeRun(), starts: Bool = true
    ) {
        self.run = run
        state = DashboardState(description: run.description, options: options, size: size, now: now)
        if starts {
            self.run.start()
            deliver()
        }
    }

    /// The state that has the keys: that of a recorded run where one is open.
    var shown: DashboardState { state.opened.first ?? state }

    var commands: [Command] { run.received + waiting }
    var lastAction: Command.Action? { commands.last?.action }
    var size: Size { state.size }

    mutating func handle(_ event: DashboardEvent) {
        for effect in update(&state, event) {
            if case .send(let command) = effect { waiting.append(command) } else { effects.append(effect) }
            if case .runs(let request) = effect { asked.append(request) }
        }
        if answers { answer() }
        if archiveAnswers { answerArchive() }
    }

    /// Lets the keeper of the recorded runs answer what waits.
    mutating func answerArchive() {
        while !asked.isEmpty {
            let request = asked.removeFirst()
            for event in archive.answer(request) { handle(event) }
        }
    }

    /// Lets the run take the commands that wait.
    mutating func answer() {
        let commands = waiting
        waiting.removeAll()
        for command in commands { run.obey(command) }
        if !commands.isEmpty { deliver() }
    }

    /// Hands over what the run has to tell.
    mutating func deliver(_ batch: TelemetryBatch? = nil) {
        let events = run.takeEvents()
        handle(.telemetry(events, batch ?? TelemetryBatch(layout: run.layout, capacity: 1)))
    }

    mutating func press(_ keys: Key...) { for key in keys { handle(.terminal(.key(key))) } }

    /// Types letters one by one.
    mutating func type(_ text: String) { for character in text { press(.character(character)) } }

    mutating func mouse(_ kind: MouseEvent.Kind, _ column: Int, _ row: Int) {
        handle(.terminal(.mouse(MouseEvent(kind, Point(column: column, row: row)))))
    }

    mutating func wait(_ seconds: Double) {
        now += seconds
        handle(.tick(now: now))
    }

    /// Trains some steps at 1 000 a second, in batches as they arrive.
    mutating func train(_ steps: Int) {
        var left = steps
        while left > 0 {
            let count = min(left, 100)
            let batch = run.makeSteps(count)
            wait(Double(count) / 1000)
            deliver(batch)
            left -= count
        }
    }

    mutating func takeEffects() -> [Effect] {
        defer { effects.removeAll() }
        return effects
    }

    mutating func forgetEffects() { effects.removeAll(keepingCapacity: true) }

    var canvas: Canvas {
        var canvas = Canvas(state.size)
        render(state, into: &canvas)
        return canvas
    }

    var screen: String { canvas.text }

    func shows(_ text: String) -> Bool { screen.contains(text) }
}
