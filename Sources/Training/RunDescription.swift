import Tunables

/// What a watcher needs to know of a run before its first step.
public struct RunDescription: Sendable, Hashable {
    /// One layer with parameters, as the gradient pane names it: 1-based number from the input.
    public struct Layer: Sendable, Hashable, Codable {
        public let number: Int
        /// `dense64`
        public let name: String
        public let activation: String
        public let parameterCount: Int

        public init(number: Int, name: String, activation: String, parameterCount: Int) {
            self.number = number
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
    public var notes: [String]
    /// The parts each choice offers, by the choice's full key (`optimizer.name`): what menus show beside the names,
    /// and the defaults a part comes with. A choice without an entry is shown by its names alone.
    public var parts: [String: [Descriptor]]

    public init(
        name: String, title: String, architecture: String, layers: [Layer], parameterCount: Int, task: Task,
        seed: UInt64, epochs: Int, trainingSamples: Int, validationSamples: Int, testSamples: Int, notes: [String],
        parts: [String: [Descriptor]] = [:]
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
    }
}
