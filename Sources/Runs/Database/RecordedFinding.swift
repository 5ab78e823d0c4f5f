/// A finding of the diagnosis, as it is kept with a run.
public struct RecordedFinding: Sendable, Hashable {
    /// Completed updates when it came up.
    public var step: Int
    /// `vanishing`, `diverged`
    public var kind: String
    /// `warning`, `alarm`
    public var severity: String
    public var message: String
    /// What can be done about it.
    public var advice: [String]

    public init(step: Int, kind: String, severity: String, message: String, advice: [String] = []) {
        self.step = step
        self.kind = kind
        self.severity = severity
        self.message = message
        self.advice = advice
    }
}
