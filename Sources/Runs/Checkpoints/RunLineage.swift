/// Which run something belongs to, beyond its id: a mark made by chance when it began, and one each time it was taken up
/// again. Two copies of a run that went on apart share only the marks before they parted.
public struct RunLineage: Sendable, Hashable, Codable {
    /// The oldest first.
    public private(set) var lives: [String]

    /// What was written before runs had lineages.
    static let unknown = RunLineage(lives: [""])

    private init(lives: [String]) { self.lives = lives }

    /// That of a run that begins.
    static func beginning() -> RunLineage { RunLineage(lives: [mark()]) }

    /// The same run, taken up again.
    func continued() -> RunLineage { RunLineage(lives: lives + [Self.mark()]) }

    /// Whether something of that lineage was made in one of this run's lives.
    func includes(_ other: RunLineage) -> Bool { lives.starts(with: other.lives) }

    /// Whether both began as one run.
    func hasOrigin(of other: RunLineage) -> Bool { lives.first == other.lives.first }

    private static func mark() -> String {
        let digits = String(UInt64.random(in: 0...(.max)), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    public init(from decoder: any Decoder) throws {
        lives = try decoder.singleValueContainer().decode([String].self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(lives)
    }
}

extension Checkpoint {
    /// Refuses a checkpoint that is not of this run.
    ///
    /// - Parameter place: the file it was read from.
    /// - Throws: ``RunsError`` of kind `foreign`.
    func check(belongsTo run: String, _ lineage: RunLineage, place: String) throws(RunsError) {
        let own = self.lineage ?? .unknown
        guard self.run != run || !lineage.includes(own) else { return }
        let reason =
            if self.run != run {
                "it is a checkpoint of the run \(self.run), not of \(run)"
            } else if lineage.hasOrigin(of: own) {
                "it was written by a copy of the run that went on by itself"
            } else {
                "it is a checkpoint of another run that had the id \(run)"
            }
        throw RunsError(.foreign, place: place, reason: reason, remedy: "move it out of the run's folder")
    }
}
