/// How a fork stands: the run trained on *with* its newest intervention, and *without* it from the snapshot just before
/// it, on equal draws.
public struct ForkReport: Sendable, Hashable {
    public enum Phase: String, Sendable, Hashable {
        case training
        /// Both have come as far as they are to: one of them is to be kept.
        case waiting
        case keptWith = "kept_with"
        case keptWithout = "kept_without"
        case canceled
    }

    /// Why a branch trains no further.
    public enum Ending: Sendable, Hashable {
        /// All epochs are done.
        case finished
        case earlyStopped(String)
        case diverged(NonFiniteReport)
        /// The preset's next scripted intervention comes here: it waits for the choice.
        case script
    }

    /// One of the two.
    public struct Branch: Sendable, Hashable {
        public var step: Int
        public var ending: Ending?
        /// The validation split (the training split where there is none) when both were last measured.
        public var metrics: SplitMetrics?

        public init(step: Int, ending: Ending? = nil, metrics: SplitMetrics? = nil) {
            self.step = step
            self.ending = ending
            self.metrics = metrics
        }
    }

    /// The loss of one step.
    public struct Point: Sendable, Hashable {
        public let step: Int
        public let loss: Float

        public init(step: Int, loss: Float) {
            self.step = step
            self.loss = loss
        }
    }

    /// The journal's entries in question: the newest, with its quick repeats.
    public let entries: ClosedRange<Int>
    /// The step of the snapshot, and the step up to which both train.
    public let start: Int
    public let goal: Int
    public var phase = Phase.training
    public var with: Branch
    public var without: Branch
    /// What the branch without the intervention has done since the last report. The other's steps are the run's own.
    public var points: [Point] = []
    public var epochs: [EpochReport] = []

    public init(entries: ClosedRange<Int>, start: Int, goal: Int, with: Branch, without: Branch) {
        self.entries = entries
        self.start = start
        self.goal = goal
        self.with = with
        self.without = without
    }
}
