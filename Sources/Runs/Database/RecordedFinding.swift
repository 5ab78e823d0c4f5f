/// A finding of the diagnosis, as it is kept with a run.
public struct RecordedFinding: Sendable, Hashable {
    /// Completed updates since which it has held; what it is dated by wherever it is told.
    public var step: Int
    /// `vanishing`, `diverged`
    public var kind: String
    /// `warning`, `alarm`
    public var severity: String
    public var message: String
    /// What can be done about it.
    public var advice: [String]
    /// Whether the run went back to before it was found: it is none of the branch in force.
    public var isWithdrawn: Bool

    public init(
        step: Int, kind: String, severity: String, message: String, advice: [String] = [], isWithdrawn: Bool = false
    ) {
        self.isWithdrawn = isWithdrawn
        self.step = step
        self.kind = kind
        self.severity = severity
        self.message = message
        self.advice = advice
    }
}
