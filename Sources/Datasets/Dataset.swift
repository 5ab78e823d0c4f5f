/// A table in memory: a row a sample, features in one flat buffer, and what is to be predicted.
public struct Dataset: Sendable {
    /// What is predicted.
    public enum Target: Sendable, Equatable {
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
    /// Steps × channels, for sequences.
    public var sequenceShape: SequenceShape?
    /// Whether the rows are in the order of time and overlap, so that only a split in time is honest.
    public var isTimeSeries: Bool
    public var target: Target
    /// The columns of the table it was read from; `nil` where it was read from none, or is no longer like it.
    public var columns: TableColumns?
    /// What was decided while loading and is worth knowing, in words.
    public var notes: [String]

    /// The shape of an image sample.
    public struct ImageShape: Sendable, Hashable, Codable {
        public var channels: Int
        public var height: Int
        public var width: Int

        public init(channels: Int, height: Int, width: Int) {
            self.channels = channels
            self.height = height
            self.width = width
        }
    }

    /// The shape of a sample that is a sequence: its features are the first step's channels, then the second's, …
    public struct SequenceShape: Sendable, Hashable, Codable {
        public var steps: Int
        public var channels: Int
        /// What the numbers stand for where they are tokens; empty where they are quantities.
        public var vocabulary: [String]

        public init(steps: Int, channels: Int, vocabulary: [String] = []) {
            self.steps = steps
            self.channels = channels
            self.vocabulary = vocabulary
        }
    }

    public init(
        name: String, count: Int, featureCount: Int, features: [Float], featureNames: [String] = [],
        imageShape: ImageShape? = nil, sequenceShape: SequenceShape? = nil, isTimeSeries: Bool = false, target: Target,
        notes: [String] = []
    ) {
        self.name = name
        self.count = count
        self.featureCount = featureCount
        self.features = features
        self.featureNames = featureNames
        self.imageShape = imageShape
        self.sequenceShape = sequenceShape
        self.isTimeSeries = isTimeSeries
        self.target = target
        self.notes = notes
    }

    /// How many outputs a network needs: classes, or target columns.
    public var outputCount: Int {
        switch target {
        case .classes(_, let names): names.count
        case .values(_, let columns): columns
        }
    }
}

extension Dataset {
    /// The class of every row; `nil` for numbers.
    public var classes: [Int32]? {
        if case .classes(let classes, _) = target { return classes }
        return nil
    }

    /// The table with only the rows at `rows`, in that order.
    ///
    /// - Complexity: O(rows · features).
    public func selecting(_ rows: [Int]) -> Dataset {
        var selected = self
        selected.count = rows.count
        selected.features = features.selecting(rows, width: featureCount)
        selected.target =
            switch target {
            case .classes(let classes, let names): .classes(rows.map { classes[$0] }, names: names)
            case .values(let values, let columns):
                .values(values.selecting(rows, width: columns), columns: columns)
            }
        return selected
    }
}

extension [Float] {
    /// The rows at `rows` of a row-major matrix `width` wide, one after the other.
    func selecting(_ rows: [Int], width: Int) -> [Float] {
        withUnsafeBufferPointer { source in
            [Float](unsafeUninitializedCapacity: rows.count * width) { target, count in
                for (place, row) in rows.enumerated() {
                    for column in 0..<width {
                        target.initializeElement(at: place * width + column, to: source[row * width + column])
                    }
                }
                count = rows.count * width
            }
        }
    }
}
