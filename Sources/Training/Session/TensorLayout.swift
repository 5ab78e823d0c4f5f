/// How the flat lists of a ``SessionState`` are cut into tensors with names, as a checkpoint holds them.
public struct TensorLayout: Sendable, Hashable, Codable {
    /// One tensor: `1.dense64.weight`, its shape, and where it starts in the list.
    public struct Place: Sendable, Hashable, Codable {
        public let name: String
        public let offset: Int
        /// Inputs × outputs for a weight matrix, one number for a vector.
        public let shape: [Int]

        public init(name: String, offset: Int, shape: [Int]) {
            self.name = name
            self.offset = offset
            self.shape = shape
        }
    }

    public let parameters: [Place]
    /// Floats of the whole arena, its gaps included.
    public let parameterCount: Int
    public let statistics: [Place]
    public let statisticsCount: Int

    public init(parameters: [Place], parameterCount: Int, statistics: [Place], statisticsCount: Int) {
        self.parameters = parameters
        self.parameterCount = parameterCount
        self.statistics = statistics
        self.statisticsCount = statisticsCount
    }
}
