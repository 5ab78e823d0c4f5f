import Tensors
import Tunables

/// Friedman's first problem: y = 10 sin(π x₁ x₂) + 20 (x₃ − ½)² + 10 x₄ + 5 x₅ + noise; other features mean nothing.
enum FriedmanOne: DatasetSource {
    static let descriptor = Descriptor(
        "friedman1", summary: "10 sin(π x₁x₂) + 20 (x₃ − ½)² + 10 x₄ + 5 x₅; further features mean nothing",
        reference: "Friedman 1991; Breiman 1996",
        tunables: [
            SharedTunables.samples(500),
            .integer("features", default: 10, in: 5...1000, change: .restart, help: "features, five of them useful"),
            SharedTunables.noise(1, help: "standard deviation of noise on y"),
            SharedTunables.seed,
        ])

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        let count = values.integer("samples") ?? 0
        let features = values.integer("features") ?? 5
        try DataSize.check(rows: count, features: features)
        let noise = values.real("noise")
        var random = RandomSource(seed: values.seed, stream: .generator)
        var rows = GeneratedRows()
        for _ in 0..<count {
            let x = (0..<features).map { _ in random.uniform() }
            let bowl = x[2] - 0.5
            let y = 10 * sine(Double.pi * x[0] * x[1]) + 20 * bowl * bowl + 10 * x[3] + 5 * x[4]
            rows.append(x, value: y + noise * random.normal())
        }
        return rows.dataset(descriptor.name, features: (1...features).map { "x\($0)" })
    }
}
