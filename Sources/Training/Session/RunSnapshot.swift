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
    /// The averaged weights of a run that has ended, with running statistics estimated for them on the training split.
    public var averaged: NetworkWeights?

    public init(
        state: SessionState, journal: InterventionTree, phase: RunState, seconds: Double, layout: TensorLayout,
        averaged: NetworkWeights? = nil
    ) {
        self.state = state
        self.journal = journal
        self.phase = phase
        self.seconds = seconds
        self.layout = layout
        self.averaged = averaged
    }
}

/// What a network needs to predict: its weights and running statistics.
public struct NetworkWeights: Sendable, Hashable, Codable {
    public var parameters: [Float]
    public var statistics: [Float]

    public init(parameters: [Float], statistics: [Float]) {
        self.parameters = parameters
        self.statistics = statistics
    }
}

extension RunSnapshot {
    /// SHA-256 of the weights and running statistics, as the summary of a run tells it.
    public var weightsSHA256: String { fingerprint(state, layout: layout) }
}
