/// A run at one moment, complete: what a checkpoint keeps, and what a trainer needs to go on from it.
public struct RunSnapshot: Sendable, Hashable, Codable {
    public var state: SessionState
    public var journal: InterventionTree
    /// The phase the run was in.
    public var phase: RunState
    /// Seconds of training so far, pauses left out.
    public var seconds: Double
    /// The names of the tensors in ``state``.
    public var layout: TensorLayout

    public init(
        state: SessionState, journal: InterventionTree, phase: RunState, seconds: Double, layout: TensorLayout
    ) {
        self.state = state
        self.journal = journal
        self.phase = phase
        self.seconds = seconds
        self.layout = layout
    }
}
