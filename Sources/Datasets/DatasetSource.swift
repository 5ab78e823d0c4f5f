import Tunables

/// One source of data: a table, a generator, a user's file.
///
/// Adding one is a new file and a line in ``DatasetCatalogue/sources``.
protocol DatasetSource: SendableMetatype {
    /// Its name, its words for people, and its tunables with keys relative to `data`.
    static var descriptor: Descriptor { get }

    /// Loads or generates the data.
    ///
    /// - Parameters:
    ///   - values: the settings below `data`, with the declared defaults.
    ///   - directory: the folder that relative paths start from.
    static func load(_ values: Values, directory: String) throws(DatasetError) -> Dataset
}

/// Tunables that several sources declare alike.
enum SharedTunables {
    static func samples(_ count: Int) -> Tunable {
        .integer("samples", default: count, in: 2...1_000_000, scale: .log, change: .restart, help: "rows generated")
    }

    static func noise(_ deviation: Double, help: String) -> Tunable {
        .real("noise", default: deviation, in: Bounds(0, 1e6), change: .restart, help: help)
    }

    static let seed = Tunable.integer(
        "seed", default: 0, in: 0...Int.max, change: .restart,
        help: "decides what is drawn: points, rows kept, labels flipped")

    static let limit = Tunable(
        "limit", .integer(Bounds(2, .infinity), words: ["all"]), default: "all", scale: .log, unit: "rows",
        change: .restart, help: "at most so many rows, drawn at random")

    static let labelNoise = Tunable.real(
        "label_noise", default: 0, in: .unit, change: .restart,
        help: "share of the training labels replaced by a wrong class")
}

extension Values {
    /// The `seed` that the source declares.
    var seed: UInt64 { UInt64(clamping: integer("seed") ?? 0) }
}
