import Tensors

/// How inputs move away from what a network was trained on, in units of each feature's standard deviation over the
/// training split.
public enum InputDrift: Sendable, Hashable {
    /// Independent normal noise on every feature.
    case noise(Double)
    /// Every feature moved the same way.
    case shift(Double)

    /// What is tried: from hardly visible to hopeless.
    public static let levels: [InputDrift] =
        [0.1, 0.25, 0.5, 1].map(InputDrift.noise) + [-1, -0.5, -0.25, 0.25, 0.5, 1].map(InputDrift.shift)

    /// Moves rows away.
    ///
    /// - Parameters:
    ///   - features: rows × deviations.count, row-major.
    ///   - seed: decides the noise.
    func apply(to features: [Float], deviations: [Float], seed: UInt64) -> [Float] {
        guard !deviations.isEmpty else { return features }
        var random = RandomSource(seed: seed, stream: .evaluation, part: 1)
        var moved = features
        for index in moved.indices {
            let deviation = Double(deviations[index % deviations.count])
            let distance: Double =
                switch self {
                case .noise(let level): level * random.normal()
                case .shift(let level): level
                }
            moved[index] += Float(distance * deviation)
        }
        return moved
    }
}

extension TrainedNetwork {
    /// The rows as drift would have them; `nil` where the features are tokens, which do not drift.
    public func drifted(_ rows: LabeledRows, by drift: InputDrift, seed: UInt64 = 0) -> LabeledRows? {
        guard preprocessing.sequenceShape?.vocabulary.isEmpty ?? true else { return nil }
        return rows.with(
            features: drift.apply(to: rows.features, deviations: preprocessing.deviations, seed: seed))
    }
}
