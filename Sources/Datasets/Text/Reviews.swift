import Tensors
import Tunables

/// Short reviews from a grammar: is the opinion good or bad? Sentences are rows of tokens, padded in front.
enum Reviews: DatasetSource {
    static let descriptor = Descriptor(
        "reviews", summary: "sentences from a small grammar, for or against; negation and order of words matter",
        tunables: [SharedTunables.samples(600), SharedTunables.labelNoise, SharedTunables.seed])

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        let count = values.integer("samples") ?? 0
        let length = ReviewGrammar.longest
        try DataSize.check(rows: count, features: length)
        let words = ReviewGrammar.vocabulary
        let tokens = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, Float($0)) })
        var random = RandomSource(seed: values.seed, stream: .generator)
        var features: [Float] = []
        features.reserveCapacity(count * length)
        var labels: [Int32] = []
        var seen: Set<[String]> = []
        for row in 0..<count {
            var sentence: [String] = []
            // New sentences as long as they are easy to find; the grammar has many thousands.
            for _ in 0..<20 {
                sentence = ReviewGrammar.sentence(isPositive: row % 2 == 1, &random)
                if seen.insert(sentence).inserted { break }
            }
            features += [Float](repeating: 0, count: length - sentence.count)
            features += sentence.map { tokens[$0] ?? 1 }
            labels.append(Int32(row % 2))
        }
        return Dataset(
            name: descriptor.name, count: count, featureCount: length, features: features,
            featureNames: (1...length).map { "word \($0)" },
            sequenceShape: Dataset.SequenceShape(steps: length, channels: 1, vocabulary: words),
            target: .classes(labels, names: ["against", "for"]))
    }
}
