import Tensors
import Tunables

/// Two half circles that reach into each other.
enum Moons: DatasetSource {
    static let descriptor = Descriptor(
        "moons", summary: "two half moons that reach into each other",
        reference: "scikit-learn's make_moons",
        tunables: [
            SharedTunables.samples(400),
            SharedTunables.noise(0.1, help: "standard deviation of the points around their moon"),
            SharedTunables.labelNoise, SharedTunables.seed,
        ])

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        let noise = values.real("noise")
        var random = RandomSource(seed: values.seed, stream: .generator)
        var rows = GeneratedRows()
        for index in 0..<(values.integer("samples") ?? 0) {
            let angle = Double.pi * random.uniform()
            let isUpper = index % 2 == 0
            let x = isUpper ? cosine(angle) : 1 - cosine(angle)
            let y = isUpper ? sine(angle) : 0.5 - sine(angle)
            rows.append([x + noise * random.normal(), y + noise * random.normal()], label: index % 2)
        }
        return rows.dataset(descriptor.name, features: ["x", "y"], classes: ["upper", "lower"])
    }
}
