/// What a sample is, which decides how it can be changed and stay what it is.
public enum SampleKind: Sendable, Hashable {
    case image(Dataset.ImageShape)
    /// A sequence of quantities.
    case series(Dataset.SequenceShape)
    /// A sequence of tokens.
    case text(Dataset.SequenceShape)
    case numbers

    public init(image: Dataset.ImageShape?, sequence: Dataset.SequenceShape?) {
        if let image {
            self = .image(image)
        } else if let sequence {
            self = sequence.vocabulary.isEmpty ? .series(sequence) : .text(sequence)
        } else {
            self = .numbers
        }
    }

    /// The last parts of the augmentation keys that change such samples.
    public var augmentations: [String] {
        switch self {
        case .image: ["rotate", "shift", "flip", "scale", "noise", "cutout"]
        case .series: ["scale", "noise", "mask", "jitter"]
        case .text: ["mask", "synonym_rate", "synonyms"]
        case .numbers: ["scale", "noise", "mask"]
        }
    }

    /// Whether the key is no augmentation at all, or one that changes such samples.
    public func takes(_ key: String) -> Bool {
        guard key.hasPrefix("augmentation.") else { return true }
        return augmentations.contains { key == "augmentation.\($0)" }
    }

    /// `an image`, for messages.
    public var inWords: String {
        switch self {
        case .image: "an image"
        case .series: "a series"
        case .text: "a text"
        case .numbers: "a row of numbers"
        }
    }
}
