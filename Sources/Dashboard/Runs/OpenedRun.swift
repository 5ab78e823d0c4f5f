import Terminal
import Training

/// That a state shows a recorded run, and where its view is left to.
struct Recording: Sendable, Hashable {
    enum Exit: Sendable, Hashable { case overview, runs, quit, interrupt }

    let id: String
    /// What a command needs beside the id to find it.
    let option: String
    var exit: Exit?

    /// The command that goes on with it.
    var resumption: String { "descent resume \(id)\(option)" }

    /// Why nothing about it can be changed.
    var reason: String { "this run is recorded; \(resumption) goes on with it" }
}

extension DashboardState {
    /// Shows a recorded run over this one, which goes on beneath.
    mutating func open(_ description: RunDescription, _ row: RunRow) {
        var state = DashboardState(description: description, options: options, size: size, now: now)
        state.recording = Recording(id: row.id, option: options.runsOption)
        state.chart.smoothing = chart.smoothing
        state.chart.isLogarithmic = chart.isLogarithmic
        state.paletteHistory = paletteHistory
        opened = [state]
    }

    /// Hands an event to the recorded run that is open; `nil` where none is.
    mutating func forward(_ event: DashboardEvent) -> [Effect]? {
        guard !opened.isEmpty else { return nil }
        var effects = update(&opened[0], event).map { effect in
            if case .send(let command) = effect { Effect.runs(.send(command)) } else { effect }
        }
        options = opened[0].options
        guard let exit = opened[0].recording?.exit else { return effects }
        opened = []
        effects.append(.runs(.close))
        switch exit {
        case .overview: focus.view = .overview
        case .runs: effects += showRuns()
        case .quit: effects += perform(.quit)
        case .interrupt: effects += perform(.interrupt)
        }
        return effects
    }

    /// In a recorded run: leaves it. `false` where this is the run itself.
    mutating func leaveRecording(to exit: Recording.Exit) -> Bool {
        guard recording != nil else { return false }
        recording?.exit = exit
        return true
    }
}
