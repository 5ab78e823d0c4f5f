import Tensors
import Tunables

/// A sine curve with noise: the smallest regression.
enum SineWave: DatasetSource {
    static let descriptor = Descriptor(
        "sine", summary: "y = sin x with noise, in order of x (a time split extrapolates)",
        tunables: [
            SharedTunables.samples(400),
            .real(
                "cycles", default: 2, in: Bounds(0, 1000, includesLower: false), change: .restart,
                help: "periods that x runs through, from 0 to 2π·cycles"),
            SharedTunables.noise(0.1, help: "standard deviation of noise on y"),
            SharedTunables.seed,
        ])

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        let count = values.integer("samples") ?? 0
        let end = 2 * Double.pi * values.real("cycles")
        let noise = values.real("noise")
        var random = RandomSource(seed: values.seed, stream: .generator)
        var rows = GeneratedRows()
        for index in 0..<count {
            let x = end * (Double(index) + random.uniform()) / Double(count)
            rows.append([x], value: sine(x) + noise * random.normal())
        }
        return rows.dataset(descriptor.name, features: ["x"])
    }
}
