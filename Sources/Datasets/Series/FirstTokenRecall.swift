import Tensors
import Tunables

/// Random tokens in a row; the class is the first: it must be kept in mind to the end.
enum FirstTokenRecall: DatasetSource {
    static let descriptor = Descriptor(
        "recall", summary: "random tokens in a row: which was the first?",
        reference: "the long-memory tasks of Hochreiter & Schmidhuber 1997",
        tunables: [
            SharedTunables.samples(1000),
            .integer("length", default: 40, in: 1...10_000, unit: "steps", change: .restart, help: "tokens a row"),
            .integer("tokens", default: 2, in: 2...100, change: .restart, help: "different tokens, and so classes"),
            SharedTunables.labelNoise, SharedTunables.seed,
        ])

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        let count = values.integer("samples") ?? 0
        let length = values.integer("length") ?? 1
        let tokens = values.integer("tokens") ?? 2
        try DataSize.check(rows: count, features: length * tokens)
        var random = RandomSource(seed: values.seed, stream: .generator)
        var features = [Float](repeating: 0, count: count * length * tokens)
        var labels: [Int32] = []
        for row in 0..<count {
            // First tokens in turn: every class is equally frequent.
            let first = row % tokens
            labels.append(Int32(first))
            for step in 0..<length {
                let token = step == 0 ? first : random.below(tokens)
                features[(row * length + step) * tokens + token] = 1
            }
        }
        let names = (1...tokens).map { "token \($0)" }
        return Dataset(
            name: descriptor.name, count: count, featureCount: length * tokens, features: features,
            featureNames: (1...length).flatMap { step in names.map { "\($0) at \(step)" } },
            sequenceShape: Dataset.SequenceShape(steps: length, channels: tokens),
            target: .classes(labels, names: names))
    }
}
