import Terminal
import Training

/// The phase of a run in a sign, a word and a role: never by color alone.
enum PhaseWords {
    static func word(_ phase: RunState) -> String {
        switch phase {
        case .preparing: "PREPARING"
        case .running: "RUNNING"
        case .paused: "PAUSED"
        case .evaluating: "EVALUATING"
        case .finished: "FINISHED"
        case .stopped: "STOPPED"
        case .earlyStopped: "STOPPED EARLY"
        case .diverged: "DIVERGED"
        }
    }

    /// How a run ended, after "the run".
    static func ending(_ phase: RunState) -> String {
        switch phase {
        case .finished: "finished its epochs"
        case .stopped: "was stopped by hand"
        case .earlyStopped: "was stopped early: validation no longer improved"
        case .diverged: "diverged: a number went NaN or infinite"
        default: "is " + word(phase).lowercased()
        }
    }

    static func glyph(_ phase: RunState, _ glyphs: Glyphs) -> String {
        switch phase {
        case .running: glyphs.running
        case .paused: glyphs.paused
        case .preparing, .evaluating: glyphs.waiting
        case .finished, .stopped, .earlyStopped: glyphs.ended
        case .diverged: glyphs.cross
        }
    }

    static func role(_ phase: RunState) -> Role {
        switch phase {
        case .running: .running
        case .paused, .preparing, .evaluating: .paused
        case .finished, .stopped, .earlyStopped: .stopped
        case .diverged: .bad
        }
    }
}
