import Tunables

/// What a watcher needs to know of a run before its first step.
public struct RunDescription: Sendable, Hashable {
    /// One layer with parameters, as the gradient pane names it.
    public struct Layer: Sendable, Hashable, Codable {
        /// From 1 at the input; layers inside blocks are numbered on after the last of the outer list.
        public let number: Int
        /// The number as people count: `3`; inside a block `3.1`.
        public let label: String
        /// `dense64`
        public let name: String
        public let activation: String
        public let parameterCount: Int

        /// - Parameter label: the number as people count; the plain number where none is given.
        public init(number: Int, label: String? = nil, name: String, activation: String, parameterCount: Int) {
            self.number = number
            self.label = label ?? String(number)
            self.name = name
            self.activation = activation
            self.parameterCount = parameterCount
        }
    }

    /// What the loss measures; decides which metrics an epoch reports.
    public enum Task: String, Sendable, Hashable, Codable { case classification, regression }

    /// The preset's name: `digits`.
    public var name: String
    /// One line about it.
    public var title: String
    /// `64-64-32-10 relu`
    public var architecture: String
    /// The layers that have weights, from input to output: telemetry's per-layer values are in this order.
    public var layers: [Layer]
    public var parameterCount: Int
    public var task: Task
    public var seed: UInt64
    public var epochs: Int
    public var trainingSamples: Int
    public var validationSamples: Int
    public var testSamples: Int
    /// Notes and warnings from loading: constant features, a loss that does not fit.
    public var notes: [LoadingNote]
    /// The parts each choice offers, by the choice's full key (`optimizer.name`): what menus show beside the names,
    /// and the defaults a part comes with. A choice without an entry is shown by its names alone.
    public var parts: [String: [Descriptor]]
    /// Which of several random restarts it is; `nil` for a run by itself.
    public var restart: Restart?

    public init(
        name: String, title: String, architecture: String, layers: [Layer], parameterCount: Int, task: Task,
        seed: UInt64, epochs: Int, trainingSamples: Int, validationSamples: Int, testSamples: Int, notes: [LoadingNote],
        parts: [String: [Descriptor]] = [:], restart: Restart? = nil
    ) {
        self.name = name
        self.title = title
        self.architecture = architecture
        self.layers = layers
        self.parameterCount = parameterCount
        self.task = task
        self.seed = seed
        self.epochs = epochs
        self.trainingSamples = trainingSamples
        self.validationSamples = validationSamples
        self.testSamples = testSamples
        self.notes = notes
        self.parts = parts
        self.restart = restart
    }
}
