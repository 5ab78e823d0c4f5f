/// How many colors a terminal shows; a theme has a scheme for each.
public enum ColorDepth: Int, Sendable, Hashable, CaseIterable {
    /// None: bold, reverse, underline and dim alone tell roles apart.
    case mono = 0
    case eight = 8
    case sixteen = 16
    /// The 6×6×6 cube and the gray ramp of xterm.
    case indexed = 256

    /// The scheme that fits a terminal that reports `colors`.
    ///
    /// Terminals with direct color number their colors by red, green and blue from 8 on, so only the first eight are
    /// safe to name there.
    public init(colors: Int) {
        switch colors {
        case ..<8: self = .mono
        case 8..<16: self = .eight
        case 16..<256: self = .sixteen
        case 256: self = .indexed
        default: self = .eight
        }
    }
}
