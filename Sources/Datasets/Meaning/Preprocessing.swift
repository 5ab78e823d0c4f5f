import Tunables

/// What a network's numbers mean: how a row of data becomes its inputs, and what its outputs stand for.
///
/// Made once, when an experiment is prepared, from the training split; every checkpoint holds it, so that a trained
/// network needs its training data no more.
public struct Preprocessing: Sendable, Hashable {
    /// The data's name: `digits`.
    public let dataset: String
    /// Where a table has the features and the target.
    public let columns: TableColumns
    public let imageShape: Dataset.ImageShape?
    public let sequenceShape: Dataset.SequenceShape?
    /// Empty for regression.
    public let classNames: [String]
    /// Classes, or target columns.
    public let outputCount: Int
    public let normalizer: Normalizer
    /// Multiplies the features after normalization (`data.scale`).
    let factor: Double
    /// The standard deviation of each feature over the training split, as the network takes it; empty for tokens.
    public internal(set) var deviations: [Float] = []
    /// What each class weighs in the loss, where that was asked for: `balanced` follows from the training split.
    public var classWeights: [Float]?
    /// The data that all of this, and the split, came from.
    public let source: DataIdentity

    public var featureCount: Int { columns.features.count }
    public var isClassification: Bool { !classNames.isEmpty }
    /// Whether the features are the numbers of tokens, not quantities.
    var takesTokens: Bool { sequenceShape.map { !$0.vocabulary.isEmpty } ?? false }

    /// Fits to the training rows of a dataset; ``measure(_:)`` belongs to it.
    ///
    /// - Parameters:
    ///   - training: those rows, in their own units.
    ///   - scale: multiplies the features after normalization.
    init(of dataset: Dataset, fitting training: Dataset, normalization: Normalizer.Method, scale: Double) {
        self.dataset = dataset.name
        columns = dataset.columns ?? TableColumns(of: dataset)
        imageShape = dataset.imageShape
        sequenceShape = dataset.sequenceShape
        outputCount = dataset.outputCount
        classNames = if case .classes(_, let names) = dataset.target { names } else { [] }
        source = DataIdentity(of: dataset)
        // Tokens are names, not quantities. A sequence has one scale a channel, the same at every step.
        let isTokens = dataset.sequenceShape.map { !$0.vocabulary.isEmpty } ?? false
        normalizer = Normalizer(
            isTokens ? .none : normalization, fitting: training.features,
            width: dataset.sequenceShape?.channels ?? dataset.featureCount)
        factor = isTokens ? 1 : scale
    }

    /// Measures how the training rows spread.
    ///
    /// - Parameter features: those rows, as the network takes them.
    mutating func measure(_ features: [Float]) {
        if !takesTokens { deviations = standardDeviations(of: features, width: featureCount) }
    }

    /// Brings features to the network's scale, in place.
    func apply(to features: inout [Float]) { normalizer.apply(to: &features, factor: factor) }

    /// The features of further rows as the network takes them.
    ///
    /// - Throws: ``DatasetError/notAToken(_:value:vocabulary:)`` where the network takes tokens and finds something else.
    public func normalizing(_ rows: TableRows) throws(DatasetError) -> [Float] {
        var features = rows.features
        if let vocabulary = sequenceShape?.vocabulary, !vocabulary.isEmpty {
            let tokens = 0...Float(vocabulary.count - 1)
            if let place = features.firstIndex(where: { !tokens.contains($0) || $0 != $0.rounded() }) {
                let column = rows.layout.features[place % featureCount]
                throw .notAToken(
                    rows.layout.cell(line: rows.lines[place / featureCount], column: column), value: features[place],
                    vocabulary: vocabulary.count)
            }
        }
        apply(to: &features)
        return features
    }

    /// The test rows of the data that the settings (`data.…`) name, as the network takes them, and what of that data is
    /// no longer as it was: then they are not the run's test rows.
    ///
    /// - Parameter directory: the folder that relative paths start from.
    /// - Returns: the rows, their places in the data, and the differences in words.
    public func testRows(
        of settings: Settings, directory: String
    ) throws(DatasetError) -> (part: PreparedData.Part, places: [Int], differences: [String]) {
        let dataset = try DatasetCatalogue.load(settings, directory: directory)
        let differences = DataIdentity(of: dataset).differences(from: source)
        guard differences.isEmpty else {
            return (PreparedData.Part(dataset.selecting([]), preprocessing: self), [], differences)
        }
        let split = try Split(settings, of: dataset)
        return (PreparedData.Part(dataset.selecting(split.test), preprocessing: self), split.test, [])
    }
}

/// Of each column of a row-major matrix, in Double, two passes.
private func standardDeviations(of features: [Float], width: Int) -> [Float] {
    var means = [Double](repeating: 0, count: width)
    var squares = [Double](repeating: 0, count: width)
    let rows = width > 0 ? features.count / width : 0
    features.withUnsafeBufferPointer { features in
        for row in 0..<rows {
            for column in 0..<width { means[column] += Double(features[row * width + column]) / Double(rows) }
        }
        for row in 0..<rows {
            for column in 0..<width {
                let distance = Double(features[row * width + column]) - means[column]
                squares[column] += distance * distance / Double(rows)
            }
        }
    }
    return squares.map { Float($0.squareRoot()) }
}
