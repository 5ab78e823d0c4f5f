import Tunables

/// One key set to one value.
public struct Assignment: Sendable, Hashable, Codable {
    public let key: String
    public let value: Value

    public init(_ key: String, _ value: Value) {
        self.key = key
        self.value = value
    }
}

/// Where a command came from; the journal keeps it.
public enum CommandSource: String, Sendable, Hashable, Codable { case key, palette, script, remedy }

/// What is asked of a run.
public struct Command: Sendable, Hashable {
    public enum Action: Sendable, Hashable {
        /// Sets keys together: all of them, or none if one is refused. One journal entry, one undo.
        ///
        /// Beside a choice of `optimizer.name`, the word `match` for `optimizer.lr` stands for the rate that keeps the
        /// size of updates (``RateMatch``); the journal gets the number.
        case set([Assignment])
        case pause
        case resume
        /// One optimizer update, then pause.
        case step
        /// To the end of the epoch, then pause.
        case finishEpoch
        /// Ends the run: restore the best weights, evaluate the test split once.
        case stop
        /// Back to just before the last intervention.
        case undo
        case redo
        /// Back to just before an intervention of the current branch, by its journal entry's number: it and all later
        /// ones are undone at once. Redo takes them one by one.
        case rewind(toBefore: Int)
        /// Trains on with the newest intervention and, beside it, without it, told by ``RunEvent/fork(_:)``: from the
        /// snapshot before it one epoch, at least 200 steps, or as many as given. Then the run waits for the choice.
        case fork(steps: Int?)
        /// Goes on with one branch of a fork: that with the intervention or that without.
        case keepFork(with: Bool)
        /// Gives a fork up: the run is where it was.
        case cancelFork
        /// A learning-rate range test on a copy of the run, told by ``RunEvent/rateSweep(_:)``; the run itself waits and
        /// is not touched.
        case findRate(RateRange)
        /// Ends a range test before its end.
        case cancelFindRate
        /// Measures the rate at which an optimizer of that name would make updates as large as now: told by
        /// ``RunEvent/rateMatched(_:)``. Nothing is changed.
        case matchRate(optimizer: String)
        /// Leave: the trainer ends between two steps without evaluating.
        case quit
    }

    /// Chosen by the sender; telemetry echoes it.
    public let id: Int
    public let action: Action
    public let source: CommandSource

    public init(id: Int, _ action: Action, source: CommandSource = .key) {
        self.id = id
        self.action = action
        self.source = source
    }
}
