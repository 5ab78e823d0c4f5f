import Training
import Tunables

/// What choosing an item, a button or a palette line leads to.
enum Outcome: Sendable, Hashable {
    /// Nothing but putting the overlay away.
    case close
    case perform(KeyAction)
    /// Sets keys together.
    case assign([Assignment], source: CommandSource)
    /// A verb of the run's life.
    case send(Command.Action, source: CommandSource)
    /// Back to just before an intervention, by its number.
    case rewind(Int)
    /// Chooses a part by name at a choice's key; where that raises a question (whose lr?), it is asked first.
    case choosePart(choiceKey: String, name: String, source: CommandSource)
    case quit(QuitMode)
    /// Stop in order, then leave.
    case stopThenQuit
    /// Asks something of the run loop.
    case effect(Effect)
    /// Changes how the screen looks, by a word of the palette.
    case look(LookChange)
}

/// A change of the screen alone, with a value given.
enum LookChange: Sendable, Hashable {
    case smoothing(Double)
    case logarithmic(Bool)
    case axis(HorizontalAxis)
    case theme(String)
    /// Inspects a step.
    case cursor(Int)
}
