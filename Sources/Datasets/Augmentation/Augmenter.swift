import Tensors

/// An augmentation made ready for one kind of sample; changes rows in place and allocates nothing.
public struct Augmenter: Sendable {
    private enum Kind: Sendable {
        case image(Dataset.ImageShape)
        case series(Dataset.SequenceShape)
        case tokens(SynonymTable)
        case numbers
    }

    public let augmentation: Augmentation
    private let kind: Kind
    private let featureCount: Int
    /// The sample before the change.
    private var scratch: [Float]

    public init(
        _ augmentation: Augmentation, featureCount: Int, imageShape: Dataset.ImageShape? = nil,
        sequenceShape: Dataset.SequenceShape? = nil
    ) {
        self.init(
            augmentation, featureCount: featureCount, sample: SampleKind(image: imageShape, sequence: sequenceShape))
    }

    public init(_ augmentation: Augmentation, featureCount: Int, sample: SampleKind) {
        self.augmentation = augmentation
        self.featureCount = featureCount
        scratch = [Float](repeating: 0, count: featureCount)
        kind =
            switch sample {
            case .image(let shape): .image(shape)
            case .series(let shape): .series(shape)
            case .text(let shape): .tokens(SynonymTable(augmentation.synonyms, vocabulary: shape.vocabulary))
            case .numbers: .numbers
            }
    }

    /// Whether the samples come out as they went in.
    public var isIdentity: Bool {
        let a = augmentation
        return switch kind {
        case .image: a.rotate == 0 && a.shift == 0 && a.flip == 0 && a.scale == 0 && a.noise == 0 && a.cutout == 0
        case .series: a.scale == 0 && a.noise == 0 && a.mask == 0 && a.jitter == 0
        case .tokens(let table): a.mask == 0 && (a.synonymRate == 0 || table.isEmpty)
        case .numbers: a.scale == 0 && a.noise == 0 && a.mask == 0
        }
    }

    /// Changes the rows of a gathered batch in place.
    ///
    /// - Parameters:
    ///   - features: rows × featureCount, normalized.
    ///   - samples: which training sample each row is.
    public mutating func apply(
        to features: UnsafeMutablePointer<Float>, samples: UnsafeBufferPointer<Int32>, seed: UInt64, epoch: Int
    ) {
        guard !isIdentity else { return }
        for (row, sample) in samples.enumerated() {
            var random = RandomSource(
                seed: seed, stream: .augmentation, position: UInt64(epoch), part: UInt32(truncatingIfNeeded: sample))
            let start = UnsafeMutableBufferPointer(start: features + row * featureCount, count: featureCount)
            switch kind {
            case .image(let shape): augmentImage(start, shape, &random)
            case .series(let shape): augmentSeries(start, shape, &random)
            case .tokens(let table): augmentTokens(start, table, &random)
            case .numbers: augmentNumbers(start, &random)
            }
        }
    }

    private mutating func augmentImage(
        _ row: UnsafeMutableBufferPointer<Float>, _ shape: Dataset.ImageShape, _ random: inout RandomSource
    ) {
        let a = augmentation
        if a.rotate > 0 || a.shift > 0 || a.flip > 0 || a.scale > 0 {
            let placement = ImagePlacement(
                degrees: a.rotate * random.uniform(-1, 1), size: 1 + a.scale * random.uniform(-1, 1),
                right: a.shift * random.uniform(-1, 1), down: a.shift * random.uniform(-1, 1),
                isMirrored: random.uniform() < a.flip)
            scratch.withUnsafeMutableBufferPointer { before in
                for index in row.indices { before[index] = row[index] }
                placement.draw(UnsafeBufferPointer(before), shape, into: row)
            }
        }
        addNoise(row, &random)
        guard a.cutout > 0 else { return }
        blankSquare(row, shape, centerRow: random.below(shape.height), centerColumn: random.below(shape.width))
    }

    /// Sets a square to 0, cut at the borders (DeVries & Taylor 2017, "Improved regularization … with cutout").
    private func blankSquare(
        _ row: UnsafeMutableBufferPointer<Float>, _ shape: Dataset.ImageShape, centerRow: Int, centerColumn: Int
    ) {
        let side = augmentation.cutout
        let top = centerRow - side / 2
        let left = centerColumn - side / 2
        for channel in 0..<shape.channels {
            for y in max(0, top)..<max(0, min(shape.height, top + side)) {
                for x in max(0, left)..<max(0, min(shape.width, left + side)) {
                    row[(channel * shape.height + y) * shape.width + x] = 0
                }
            }
        }
    }

    private mutating func augmentSeries(
        _ row: UnsafeMutableBufferPointer<Float>, _ shape: Dataset.SequenceShape, _ random: inout RandomSource
    ) {
        let a = augmentation
        if a.jitter > 0 {
            let shift = random.below(2 * a.jitter + 1) - a.jitter
            for index in row.indices { scratch[index] = row[index] }
            for step in 0..<shape.steps {
                let source = min(max(step + shift, 0), shape.steps - 1)
                for channel in 0..<shape.channels {
                    row[step * shape.channels + channel] = scratch[source * shape.channels + channel]
                }
            }
        }
        scaleAll(row, &random)
        addNoise(row, &random)
        guard a.mask > 0 else { return }
        for step in 0..<shape.steps where random.uniform() < a.mask {
            for channel in 0..<shape.channels { row[step * shape.channels + channel] = 0 }
        }
    }

    private func augmentTokens(
        _ row: UnsafeMutableBufferPointer<Float>, _ table: SynonymTable, _ random: inout RandomSource
    ) {
        for index in row.indices where row[index] != 0 {
            if augmentation.synonymRate > 0, random.uniform() < augmentation.synonymRate {
                row[index] = table.replacement(for: row[index], &random)
            }
            if augmentation.mask > 0, random.uniform() < augmentation.mask { row[index] = SynonymTable.unknown }
        }
    }

    private func augmentNumbers(_ row: UnsafeMutableBufferPointer<Float>, _ random: inout RandomSource) {
        scaleAll(row, &random)
        addNoise(row, &random)
        guard augmentation.mask > 0 else { return }
        for index in row.indices where random.uniform() < augmentation.mask { row[index] = 0 }
    }

    private func scaleAll(_ row: UnsafeMutableBufferPointer<Float>, _ random: inout RandomSource) {
        guard augmentation.scale > 0 else { return }
        let factor = Float(1 + augmentation.scale * random.uniform(-1, 1))
        for index in row.indices { row[index] *= factor }
    }

    private func addNoise(_ row: UnsafeMutableBufferPointer<Float>, _ random: inout RandomSource) {
        guard augmentation.noise > 0 else { return }
        for index in row.indices { row[index] += Float(augmentation.noise * random.normal()) }
    }
}
