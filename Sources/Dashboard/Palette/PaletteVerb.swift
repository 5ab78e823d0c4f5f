import Terminal
import Training

/// A verb of the palette.
struct PaletteVerb: Sendable {
    /// What follows the verb.
    enum Argument: Sendable {
        case none(Outcome)
        /// One word out of a list.
        case word([String], @Sendable (String) -> Outcome?)
        case number(ClosedRange<Double>, @Sendable (Double) -> Outcome)
        /// A number, or nothing.
        case optionalNumber(ClosedRange<Double>, @Sendable (Double?) -> Outcome)
    }

    let name: String
    let help: String
    let argument: Argument

    static func named(_ name: String) -> PaletteVerb? { all.first { $0.name == name } }

    static let all: [PaletteVerb] = [
        PaletteVerb(name: "pause", help: "pause training", argument: .none(.send(.pause, source: .palette))),
        PaletteVerb(name: "resume", help: "go on training", argument: .none(.send(.resume, source: .palette))),
        PaletteVerb(name: "step", help: "one step, while paused", argument: .none(.perform(.step))),
        PaletteVerb(
            name: "epoch", help: "to the end of the epoch, while paused", argument: .none(.perform(.finishEpoch))),
        PaletteVerb(name: "stop", help: "stop now, restore the best weights", argument: .none(.perform(.stop))),
        PaletteVerb(
            name: "lr_find", help: "learning-rate range test on a copy of the run", argument: .none(.perform(.findRate))
        ),
        PaletteVerb(name: "undo", help: "undo the last intervention", argument: .none(.perform(.undo))),
        PaletteVerb(name: "redo", help: "redo what was undone", argument: .none(.perform(.redo))),
        PaletteVerb(
            name: "rewind", help: "back to just before an intervention, by its number",
            argument: .number(1...1e9) { .rewind(Int($0)) }),
        PaletteVerb(
            name: "fork", help: "train on with and without the last intervention; so many steps, else an epoch",
            argument: .optionalNumber(1...1e9) { number in
                number.map { .send(.fork(steps: Int($0)), source: .palette) } ?? .perform(.fork)
            }),
        PaletteVerb(name: "quit", help: "leave (asks while training)", argument: .none(.perform(.quit))),
        PaletteVerb(name: "help", help: "the keys", argument: .none(.perform(.help))),
        PaletteVerb(name: "overview", help: "the overview", argument: .none(.perform(.showOverview))),
        PaletteVerb(name: "runs", help: "recorded runs", argument: .none(.perform(.showRuns))),
        PaletteVerb(name: "journal", help: "the journal", argument: .none(.perform(.showJournal))),
        PaletteVerb(name: "screenshot", help: "save as SVG and text", argument: .none(.perform(.screenshot))),
        PaletteVerb(name: "mouse", help: "mouse on / off", argument: .none(.perform(.toggleMouse))),
        PaletteVerb(name: "log", help: "loss on a logarithmic axis", argument: .none(.look(.logarithmic(true)))),
        PaletteVerb(name: "linear", help: "loss on a linear axis", argument: .none(.look(.logarithmic(false)))),
        PaletteVerb(
            name: "smooth", help: "weight of the smoothing",
            argument: .number(0...0.999) { .look(.smoothing($0)) }),
        PaletteVerb(
            name: "axis", help: "what the time axis counts",
            argument: .word(["step", "epoch", "time"]) { word in
                switch word {
                case "step": .look(.axis(.step))
                case "epoch": .look(.axis(.epoch))
                case "time": .look(.axis(.wallTime))
                default: nil
                }
            }),
        PaletteVerb(
            name: "goto", help: "inspect a step", argument: .number(0...1e15) { .look(.cursor(Int($0))) }),
        PaletteVerb(
            name: "theme", help: "the colors",
            argument: .word(Theme.all.map(\.name)) { Theme.named($0) == nil ? nil : .look(.theme($0)) }),
    ]
}
