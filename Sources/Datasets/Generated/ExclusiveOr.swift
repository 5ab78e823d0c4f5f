import Tensors
import Tunables

/// Four clusters at (±1, ±1): the class says whether the signs differ.
enum ExclusiveOr: DatasetSource {
    static let descriptor = Descriptor(
        "xor", summary: "four clusters at (±1, ±1): do the signs differ?",
        reference: "Minsky & Papert 1969: what a single layer cannot learn",
        tunables: [
            SharedTunables.samples(400),
            SharedTunables.noise(0.25, help: "standard deviation of the points around their corner"),
            SharedTunables.labelNoise, SharedTunables.seed,
        ])

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        let noise = values.real("noise")
        var random = RandomSource(seed: values.seed, stream: .generator)
        var rows = GeneratedRows()
        for index in 0..<(values.integer("samples") ?? 0) {
            // Corners in turn, so that both classes are equally many from the start.
            let x = index % 2
            let y = x ^ (index / 2 + index) % 2
            rows.append(
                [Double(2 * x - 1) + noise * random.normal(), Double(2 * y - 1) + noise * random.normal()],
                label: x ^ y)
        }
        return rows.dataset(descriptor.name, features: ["x", "y"], classes: ["same", "different"])
    }
}
