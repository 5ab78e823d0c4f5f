import Tensors
import Tunables

/// Interleaved spiral arms in the plane, one class each: no straight line separates them.
///
/// Along an arm, from t = 0 to 1, the radius grows from 0.15 to 1 (at the center all arms would be one) and the angle by
/// 2π · turns.
enum Spirals: DatasetSource {
    static let descriptor = Descriptor(
        "spirals", summary: "spiral arms around each other in the plane, a class an arm",
        reference: "after Lang & Witbrock 1988",
        tunables: [
            SharedTunables.samples(600),
            .integer("arms", default: 3, in: 2...20, change: .restart, help: "spirals, and so classes"),
            .real("turns", default: 0.75, in: Bounds(0, 10), change: .restart, help: "turns of each arm"),
            SharedTunables.noise(0.03, help: "standard deviation of the points around their arm"),
            SharedTunables.labelNoise, SharedTunables.seed,
        ])

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        let count = values.integer("samples") ?? 0
        let arms = values.integer("arms") ?? 2
        let turns = values.real("turns")
        let noise = values.real("noise")
        var random = RandomSource(seed: values.seed, stream: .generator)
        var rows = GeneratedRows()
        for index in 0..<count {
            let arm = index % arms
            let onArm = (count - arm + arms - 1) / arms
            // Even along the arm but for a jitter within each point's own stretch.
            let way = (Double(index / arms) + random.uniform()) / Double(onArm)
            let radius = 0.15 + 0.85 * way
            let angle = 2 * Double.pi * (Double(arm) / Double(arms) + turns * way)
            rows.append(
                [radius * cosine(angle) + noise * random.normal(), radius * sine(angle) + noise * random.normal()],
                label: arm)
        }
        return rows.dataset(descriptor.name, features: ["x", "y"], classes: (1...arms).map { "arm \($0)" })
    }
}
