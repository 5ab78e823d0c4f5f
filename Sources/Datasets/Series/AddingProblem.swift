import Tensors
import Tunables

/// Random numbers in a row, two of them marked, one in each half: what is their sum?
enum AddingProblem: DatasetSource {
    static let descriptor = Descriptor(
        "adding", summary: "numbers in a row, two of them marked: what is their sum? (always saying 1 errs by 1/6)",
        reference: "Hochreiter & Schmidhuber 1997, \"Long short-term memory\"",
        tunables: [
            SharedTunables.samples(1000),
            .integer("length", default: 40, in: 2...10_000, unit: "steps", change: .restart, help: "numbers a row"),
            SharedTunables.seed,
        ])

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        let count = values.integer("samples") ?? 0
        let length = values.integer("length") ?? 2
        try DataSize.check(rows: count, features: length * 2)
        var random = RandomSource(seed: values.seed, stream: .generator)
        var features: [Float] = []
        features.reserveCapacity(count * length * 2)
        var sums: [Float] = []
        for _ in 0..<count {
            let first = random.below(length / 2)
            let second = length / 2 + random.below(length - length / 2)
            var sum: Float = 0
            for step in 0..<length {
                let value = Float(random.uniform())
                let isMarked = step == first || step == second
                if isMarked { sum += value }
                features += [value, isMarked ? 1 : 0]
            }
            sums.append(sum)
        }
        return Dataset(
            name: descriptor.name, count: count, featureCount: length * 2, features: features,
            featureNames: (1...length).flatMap { ["value at \($0)", "mark at \($0)"] },
            sequenceShape: Dataset.SequenceShape(steps: length, channels: 2), target: .values(sums, columns: 1))
    }
}
