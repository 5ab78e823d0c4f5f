/// One parameter of one layer: a matrix or a vector in the arena.
public struct ParameterBlock: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// A matrix that penalties and decay apply to.
        case weight
        case bias
        /// Gain or shift of a normalization.
        case normalization
    }

    /// `weight`, `bias`, `gain`, `shift`
    public let name: String
    public let kind: Kind
    /// A weight matrix is inputs × outputs, row-major: a unit's incoming weights are a column. A vector is 1 × n.
    public let rows: Int
    public let columns: Int
    /// Where it starts in the arena; a multiple of 16 floats.
    public internal(set) var offset = 0
    /// The layer's number from 1 at the input, as presets count.
    public internal(set) var layerNumber = 0

    public init(_ name: String, _ kind: Kind, rows: Int = 1, columns: Int) {
        self.name = name
        self.kind = kind
        self.rows = rows
        self.columns = columns
    }

    public var count: Int { rows * columns }
}
