import Tensors
import Tunables

/// Rows of bits, written −1 and 1: is the number of ones even or odd?
enum Parity: DatasetSource {
    static let descriptor = Descriptor(
        "parity", summary: "bits as −1 and 1: is the number of ones odd?",
        reference: "Minsky & Papert 1969",
        tunables: [
            SharedTunables.samples(512),
            .integer("bits", default: 4, in: 2...24, change: .restart, help: "bits a row"),
            SharedTunables.noise(0, help: "standard deviation of noise on the bits"),
            SharedTunables.labelNoise, SharedTunables.seed,
        ])

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        let bits = values.integer("bits") ?? 2
        try DataSize.check(rows: values.integer("samples") ?? 0, features: bits)
        let noise = values.real("noise")
        var random = RandomSource(seed: values.seed, stream: .generator)
        var rows = GeneratedRows()
        for index in 0..<(values.integer("samples") ?? 0) {
            // Rows come in pairs that differ in the first bit alone: both classes are equally many. Where all patterns
            // fit, they are counted through, so that each occurs equally often; else they are drawn.
            let pair = index / 2
            let isCounted = bits < 12
            let rest = isCounted ? pair % (1 << (bits - 1)) : random.below(1 << (bits - 1))
            let pattern = rest << 1 | index % 2
            let row = (0..<bits).map { Double(pattern >> $0 & 1) * 2 - 1 + noise * random.normal() }
            rows.append(row, label: pattern.nonzeroBitCount % 2)
        }
        return rows.dataset(
            descriptor.name, features: (1...bits).map { "bit \($0)" }, classes: ["even", "odd"])
    }
}
