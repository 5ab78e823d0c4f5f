extension Preprocessing: Codable {
    private enum CodingKeys: String, CodingKey {
        case dataset, columns, imageShape, sequenceShape, classNames, outputCount, normalizer
        case factor = "scale"
        case deviations, source, classWeights
    }

    /// - Throws: a `DecodingError` for what does not belong together: it may come from anywhere.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        dataset = try values.decode(String.self, forKey: .dataset)
        columns = try values.decode(TableColumns.self, forKey: .columns)
        imageShape = try values.decodeIfPresent(Dataset.ImageShape.self, forKey: .imageShape)
        sequenceShape = try values.decodeIfPresent(Dataset.SequenceShape.self, forKey: .sequenceShape)
        classNames = try values.decode([String].self, forKey: .classNames)
        outputCount = try values.decode(Int.self, forKey: .outputCount)
        normalizer = try values.decode(Normalizer.self, forKey: .normalizer)
        factor = try values.decode(Double.self, forKey: .factor)
        deviations = try values.decode([Float].self, forKey: .deviations)
        source = try values.decode(DataIdentity.self, forKey: .source)
        classWeights = try values.decodeIfPresent([Float].self, forKey: .classWeights)
        guard fitsTogether else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath, debugDescription: "shape, scaling and columns do not fit together"))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(dataset, forKey: .dataset)
        try values.encode(columns, forKey: .columns)
        try values.encodeIfPresent(imageShape, forKey: .imageShape)
        try values.encodeIfPresent(sequenceShape, forKey: .sequenceShape)
        try values.encode(classNames, forKey: .classNames)
        try values.encode(outputCount, forKey: .outputCount)
        try values.encode(normalizer, forKey: .normalizer)
        try values.encode(factor, forKey: .factor)
        try values.encode(deviations, forKey: .deviations)
        try values.encode(source, forKey: .source)
        try values.encodeIfPresent(classWeights, forKey: .classWeights)
    }

    private var fitsTogether: Bool {
        let width = featureCount
        let isImage = imageShape.map { Self.product([$0.channels, $0.height, $0.width]) == width } ?? true
        let isSequence = sequenceShape.map { Self.product([$0.steps, $0.channels]) == width } ?? true
        let weighs = classWeights.map { $0.count == classNames.count && $0.allSatisfy(\.isFinite) } ?? true
        return width > 0 && weighs && isImage && isSequence && (imageShape == nil || sequenceShape == nil)
            && normalizer.offsets.count == sequenceShape?.channels ?? width
            && deviations.count == (takesTokens ? 0 : width) && factor.isFinite
            && (classNames.isEmpty ? (1...1 << 24).contains(outputCount) : outputCount == classNames.count)
    }

    /// `nil` where a factor is not positive or the product is too large.
    private static func product(_ factors: [Int]) -> Int? {
        var product = 1
        for factor in factors {
            let (next, overflows) = product.multipliedReportingOverflow(by: factor)
            guard factor > 0, !overflows else { return nil }
            product = next
        }
        return product
    }
}

extension Normalizer: Codable {
    private enum CodingKeys: String, CodingKey { case method, offsets, scales }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(method, forKey: .method)
        try values.encode(offsets, forKey: .offsets)
        try values.encode(scales, forKey: .scales)
    }

    /// Which features were constant is known only where it was fitted.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        method = try values.decode(Method.self, forKey: .method)
        offsets = try values.decode([Double].self, forKey: .offsets)
        scales = try values.decode([Double].self, forKey: .scales)
        constantFeatures = []
        let isUsable = offsets.allSatisfy(\.isFinite) && scales.allSatisfy { $0.isFinite && $0 != 0 }
        guard offsets.count == scales.count, isUsable else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "its scaling is no scaling"))
        }
    }
}
