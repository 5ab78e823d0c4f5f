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

/// A checkpoint of a run, as the database knows it.
public struct RecordedCheckpoint: Sendable, Hashable {
    public var path: String
    public var role: CheckpointFolder.Role
    public var step: Int
    public var epoch: Int
    public var byteCount: Int
    /// SHA-256 over the whole file.
    public var fingerprint: String
    /// SHA-256 over the weights, by which replays are compared; `nil` where it was not computed.
    public var weightsSHA256: String?
    /// Seconds since 1970, UTC.
    public var at: Double
    /// How long writing took.
    public var writeSeconds: Double

    public init(
        path: String, role: CheckpointFolder.Role, step: Int, epoch: Int, byteCount: Int, fingerprint: String,
        weightsSHA256: String? = nil, at: Double = Clock.now, writeSeconds: Double = 0
    ) {
        self.path = path
        self.role = role
        self.step = step
        self.epoch = epoch
        self.byteCount = byteCount
        self.fingerprint = fingerprint
        self.weightsSHA256 = weightsSHA256
        self.at = at
        self.writeSeconds = writeSeconds
    }
}
