import Tensors

/// How the values of a batch lie in memory.
///
/// Layers say what they read; the builder puts a ``LayoutLayer`` between two that differ.
public enum BatchLayout: Sendable, Hashable {
    /// Row after row, a sample each: rows × width.
    case rows
    /// Blocks of sixteen samples; in a block value by value, each sixteen numbers side by side. The last block is filled
    /// up. Image layers read this: their loops run over whole vectors whatever the size of image or kernel.
    case interleaved

    private static let lanes = Int(CK_LANES)

    /// Blocks of sixteen that so many samples take.
    static func blocks(_ rows: Int) -> Int { (rows + lanes - 1) / lanes }

    /// How many samples there is room for where `rows` are: the filled-up count.
    func filled(_ rows: Int) -> Int { self == .rows ? rows : Self.blocks(rows) * Self.lanes }

    /// The sample that the number at `index` belongs to.
    func row(of index: Int, width: Int) -> Int {
        switch self {
        case .rows: index / width
        case .interleaved: index / (Self.lanes * width) * Self.lanes + index % Self.lanes
        }
    }
}
