/// Why and how a run's dashboard is being left.
struct Leaving {
    /// A recorded run, by its id, for which this one is left.
    enum NextRun {
        /// Going on where it was left.
        case resume(String)
        /// Training it again from its start.
        case replay(String)
    }

    /// The signal that asks for it, if one does.
    var signal: Int32?
    /// The recorded run to go on with.
    var nextRun: NextRun?
    /// Whether the run came to its end and the next restart follows.
    var isNextRestart = false
    /// When to go even if the trainer has not answered.
    var deadline: Double

    /// How long the trainer has to end between two steps.
    static let patience = 5.0
}
