/// A table in memory: a row a sample, features in one flat buffer, and what is to be predicted.
public struct Dataset: Sendable {
    /// What is predicted.
    public enum Target: Sendable {
        /// A class number for every row, 0..<names.count.
        case classes([Int32], names: [String])
        /// `columns` numbers for every row, row-major.
        case values([Float], columns: Int)
    }

    /// `digits`
    public var name: String
    public var count: Int
    public var featureCount: Int
    /// count × featureCount, row-major.
    public var features: [Float]
    public var featureNames: [String]
    /// Channels × height × width, for images.
    public var imageShape: ImageShape?
    public var target: Target

    /// The shape of an image sample.
    public struct ImageShape: Sendable, Hashable {
        public var channels: Int
        public var height: Int
        public var width: Int

        public init(channels: Int, height: Int, width: Int) {
            self.channels = channels
            self.height = height
            self.width = width
        }
    }

    public init(
        name: String, count: Int, featureCount: Int, features: [Float], featureNames: [String] = [],
        imageShape: ImageShape? = nil, target: Target
    ) {
        self.name = name
        self.count = count
        self.featureCount = featureCount
        self.features = features
        self.featureNames = featureNames
        self.imageShape = imageShape
        self.target = target
    }

    /// How many outputs a network needs: classes, or target columns.
    public var outputCount: Int {
        switch target {
        case .classes(_, let names): names.count
        case .values(_, let columns): columns
        }
    }
}
