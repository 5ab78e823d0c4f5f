import Tensors
import Tunables

/// Gaussian clouds around centers, a class each.
enum Blobs: DatasetSource {
    static let descriptor = Descriptor(
        "blobs", summary: "Gaussian clouds around centers, a class each, equally many or not",
        reference: "scikit-learn's make_blobs",
        tunables: [
            SharedTunables.samples(400),
            .integer("centers", default: 3, in: 2...100, change: .restart, help: "clouds, and so classes"),
            .integer("features", default: 2, in: 1...1000, change: .restart, help: "dimensions"),
            .real("sd", default: 0.5, in: Bounds(0, 1e6), change: .restart, help: "standard deviation of a cloud"),
            .real(
                "radius", default: 2, in: Bounds(0, 1e6), change: .restart,
                help: "distance of the centers from the origin"),
            Tunable(
                "weights", .reals(.nonNegative, words: ["equal"]), default: "equal", change: .restart,
                help: "relative sizes of the clouds: [8, 1, 1]"),
            SharedTunables.labelNoise, SharedTunables.seed,
        ])

    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset {
        let count = values.integer("samples") ?? 0
        let classes = values.integer("centers") ?? 2
        let dimensions = values.integer("features") ?? 2
        try DataSize.check(rows: count, features: dimensions)
        let weights = values.reals("weights") ?? [Double](repeating: 1, count: classes)
        guard weights.count == classes else {
            throw .wrongCount(key: "weights", found: weights.count, expected: classes)
        }
        let deviation = values.real("sd")
        var random = RandomSource(seed: values.seed, stream: .generator)
        let centers = centers(classes, dimensions: dimensions, radius: values.real("radius"), &random)
        var rows = GeneratedRows()
        for label in interleaved(count, weights: weights) {
            rows.append(centers[label].map { $0 + deviation * random.normal() }, label: label)
        }
        return rows.dataset(
            descriptor.name, features: (1...dimensions).map { "x\($0)" }, classes: (1...classes).map { "blob \($0)" })
    }

    /// Far apart: even on a line, even on the circle, and otherwise each the farthest of many random directions.
    private static func centers(
        _ count: Int, dimensions: Int, radius: Double, _ random: inout RandomSource
    ) -> [[Double]] {
        var centers: [[Double]] = []
        for index in 0..<count {
            let share = Double(index) / Double(count)
            switch dimensions {
            case 1: centers.append([radius * (2 * Double(index) / Double(count - 1) - 1)])
            case 2: centers.append([radius * cosine(2 * .pi * share), radius * sine(2 * .pi * share)])
            default:
                let candidates = (0..<32).map { _ in direction(dimensions, length: radius, &random) }
                let farthest = candidates.max { gap(from: $0, to: centers) < gap(from: $1, to: centers) }
                centers.append(farthest ?? candidates[0])
            }
        }
        return centers
    }

    private static func direction(_ dimensions: Int, length: Double, _ random: inout RandomSource) -> [Double] {
        let normal = (0..<dimensions).map { _ in random.normal() }
        let norm = normal.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return normal.map { $0 * length / max(norm, 1e-300) }
    }

    /// The squared distance to the nearest of `others`.
    private static func gap(from point: [Double], to others: [[Double]]) -> Double {
        others.lazy.map { zip($0, point).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }.min() ?? 0
    }

    /// Labels in proportion to the weights, every stretch of rows as near to it as whole rows allow.
    ///
    /// Each row goes to the class that is furthest behind its share.
    static func interleaved(_ count: Int, weights: [Double]) -> [Int] {
        let total = weights.reduce(0, +)
        let shares = total > 0 ? weights.map { $0 / total } : weights
        var dealt = [Double](repeating: 0, count: weights.count)
        return (1...count).map { row in
            let behind = shares.indices.max {
                shares[$0] * Double(row) - dealt[$0] < shares[$1] * Double(row) - dealt[$1]
            }
            dealt[behind ?? 0] += 1
            return behind ?? 0
        }
    }
}
