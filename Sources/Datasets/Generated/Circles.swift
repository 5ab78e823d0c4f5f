import Tensors
import Tunables

/// A small circle within a large one.
enum Circles: DatasetSource {
    static let descriptor = Descriptor(
        "circles", summary: "a small circle within a large one",
        reference: "scikit-learn's make_circles",
        tunables: [
            SharedTunables.samples(400),
            .real(
                "factor", default: 0.5, in: Bounds(0, 1, includesUpper: false), change: .restart,
                help: "radius of the inner circle; the outer one's is 1"),
            SharedTunables.noise(0.06, help: "standard deviation of the points around their circle"),
            SharedTunables.labelNoise, SharedTunables.seed,
        ])

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        let factor = values.real("factor")
        let noise = values.real("noise")
        var random = RandomSource(seed: values.seed, stream: .generator)
        var rows = GeneratedRows()
        for index in 0..<(values.integer("samples") ?? 0) {
            let radius = index % 2 == 0 ? 1 : factor
            let angle = 2 * Double.pi * random.uniform()
            let x = radius * cosine(angle) + noise * random.normal()
            let y = radius * sine(angle) + noise * random.normal()
            rows.append([x, y], label: index % 2)
        }
        return rows.dataset(descriptor.name, features: ["x", "y"], classes: ["outer", "inner"])
    }
}
