/// What an interchangeable part (an optimizer, a schedule, a layer, …) says of itself.
public struct Descriptor: Sendable, Hashable {
    /// The name used in presets, on the command line and in the dashboard.
    public let name: String
    /// Other names accepted for it (`swish` for `silu`).
    public let aliases: [String]
    /// One line: what it does.
    public let summary: String
    /// Where the formula comes from.
    public let reference: String
    /// Its hyperparameters, with keys relative to the family (`lr`, not `optimizer.lr`).
    public let tunables: [Tunable]

    public init(
        _ name: String, aliases: [String] = [], summary: String, reference: String = "", tunables: [Tunable] = []
    ) {
        self.name = name
        self.aliases = aliases
        self.summary = summary
        self.reference = reference
        self.tunables = tunables
    }

    /// The declaration of `key`, if the part has it.
    public func tunable(_ key: String) -> Tunable? { tunables.first { $0.key == key } }
}
