/// What one sample looks like on its way through the layers. In memory it is always one contiguous row of ``width`` numbers.
public enum Shape: Sendable, Hashable, CustomStringConvertible {
    case vector(Int)
    /// Channel after channel, each line by line (PyTorch's C × H × W).
    case image(channels: Int, height: Int, width: Int)
    /// Step after step. Where `tokens` is above 0 there is one channel, and it holds whole numbers below `tokens`.
    case sequence(steps: Int, channels: Int, tokens: Int)

    /// Numbers a sample.
    public var width: Int {
        switch self {
        case .vector(let width): width
        case .image(let channels, let height, let width): channels * height * width
        case .sequence(let steps, let channels, _): steps * channels
        }
    }

    /// `64`, `1×28×28`, `40 steps of 16`
    public var description: String {
        switch self {
        case .vector(let width): "\(width)"
        case .image(let channels, let height, let width): "\(channels)×\(height)×\(width)"
        case .sequence(let steps, _, let tokens) where tokens > 0: "\(steps) tokens"
        case .sequence(let steps, let channels, _): "\(steps) steps of \(channels)"
        }
    }
}
