import Datasets
import Networks
import Tunables

/// Whether a key has something to act on in the experiment at hand. What would do nothing is refused in words, before the
/// run and in it, and not offered.
struct KeyFit {
    let sample: SampleKind
    let loss: Loss
    /// `nil` where the layers are faulty: what depends on them is not judged then.
    let network: Network?

    /// The settings that would do nothing, as mistakes.
    func problems(_ experiment: Experiment) -> [ExperimentProblem] {
        let settings = experiment.settings
        return ExperimentSchema.tunables(for: settings, layerCount: experiment.layerCount).compactMap { tunable in
            guard let value = settings[tunable.key] else { return nil }
            if let reason = refusal(tunable, value: value) {
                return ExperimentProblem(.error, key: tunable.key, reason)
            }
            // A common key beside the layers' own is worth a word, no mistake: layers may be written one by one.
            return ExperimentSchema.reasonAgainst(tunable.key, in: settings, layerCount: experiment.layerCount)
                .map { ExperimentProblem(.note, key: tunable.key, $0) }
        }
    }

    /// Why the value cannot be set; `nil` where it can. Off is always possible.
    func refusal(_ tunable: Tunable, value: Value) -> String? {
        // A layer's default may be the common rate, which is not off.
        let isOff = value.number == 0 || (value == tunable.defaultValue && !tunable.key.hasPrefix("layers."))
        return isOff ? nil : reason(against: tunable.key)
    }

    /// Why the key does nothing, whatever its value; `nil` where it does something.
    func reason(against key: String) -> String? {
        if !sample.takes(key) {
            let fitting = sample.augmentations.joined(separator: ", ")
            return "'\(key)' does nothing to a sample that is \(sample.inWords); what fits: \(fitting)"
        }
        if ["label_smoothing", "class_weights"].contains(key), !loss.isClassification {
            return "'\(key)' does nothing under \(loss.kind.rawValue); it is for cross_entropy and binary_cross_entropy"
        }
        return network.flatMap { reason(against: key, in: $0) }
    }

    private func reason(against key: String, in network: Network) -> String? {
        if ["dropout.rate", "input_dropout"].contains(key) || key.hasPrefix("layers.") && key.hasSuffix(".dropout") {
            return network.reasonAgainstDropout(at: key)
        }
        guard key.hasPrefix("layers."), key.hasSuffix(".l1") || key.hasSuffix(".l2") else { return nil }
        let layer = key.dropLast(".l1".count)
        guard !network.weightedLayers.contains(where: { $0.key == layer }) else { return nil }
        return "'\(key)' does nothing: the block's skip has no weights of its own; set it in the layers inside"
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
