import Datasets
import Networks
import Tunables

/// Whether the augmentation asked for can be done to the samples at hand.
enum AugmentationFit {
    /// The settings that change nothing about samples of this kind, as mistakes.
    static func problems(_ settings: Settings, sample: SampleKind) -> [ExperimentProblem] {
        Augmentation.tunables.compactMap { tunable in
            guard let value = settings[tunable.key] else { return nil }
            return refusal(tunable, value: value, sample: sample).map {
                ExperimentProblem(.error, key: tunable.key, $0)
            }
        }
    }

    /// Why the value cannot be set; `nil` where it can. Off is always possible.
    static func refusal(_ tunable: Tunable, value: Value, sample: SampleKind) -> String? {
        guard !sample.takes(tunable.key), value != tunable.defaultValue else { return nil }
        let fitting = sample.augmentations.joined(separator: ", ")
        return "'\(tunable.key)' does nothing to a sample that is \(sample.inWords); what fits: \(fitting)"
    }
}

extension SampleKind {
    /// What the network reads, seen as samples; the words of a text are not known.
    init(_ shape: Shape) {
        switch shape {
        case .vector: self = .numbers
        case .image(let channels, let height, let width):
            self = .image(Dataset.ImageShape(channels: channels, height: height, width: width))
        case .sequence(let steps, let channels, let tokens):
            let sequence = Dataset.SequenceShape(steps: steps, channels: channels)
            self = tokens > 0 ? .text(sequence) : .series(sequence)
        }
    }
}
