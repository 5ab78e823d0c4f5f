import Tensors
import Tunables

/// One layer at work: forward and backward over rows of a batch, with buffers of its own.
///
/// Buffers are row-major, rows × width, but where ``layout`` says otherwise. Nothing here allocates but `reserve`.
public protocol Layer: AnyObject {
    /// `dense64`: how panes and messages name it.
    var name: String { get }
    /// Values a row that come in and go out.
    var inputWidth: Int { get }
    var outputWidth: Int { get }
    /// How the batch it reads lies in memory, and how the one it gives does.
    var layout: BatchLayout { get }
    var outputLayout: BatchLayout { get }
    /// How many units it has, as the shape of a network is written; the values a row where units give one each.
    var units: Int { get }
    /// What it trains, in the order `bind` hands it back placed.
    var blocks: [ParameterBlock] { get }
    /// How many running statistics it keeps.
    var statisticsCount: Int { get }
    /// Whether it needs at least two rows in training.
    var needsSeveralRows: Bool { get }
    /// Takes its places in the arena.
    func bind(_ blocks: ArraySlice<ParameterBlock>, arena: ParameterArena, statisticsOffset: Int)
    /// Draws the first weights.
    func initialize(seed: UInt64, number: Int)
    /// Floats that `reserve` takes for each row, at most.
    var floatsPerRow: Int { get }
    /// Makes room for batches of so many rows.
    func reserve(rows: Int)
    /// Reads what can change while training runs (rates, momenta).
    func configure(_ values: Values, settings: Settings)
    /// The output for a batch; valid until the next call.
    func forward(_ input: UnsafePointer<Float>, rows: Int, pass: Pass) -> UnsafePointer<Float>
    /// From dL/d(output), which it may overwrite, to the gradients of its blocks and dL/d(input), `nil` where not wanted.
    func backward(
        _ gradient: UnsafeMutablePointer<Float>, rows: Int, pass: Pass, wantsInputGradient: Bool
    ) -> UnsafeMutablePointer<Float>?
}

extension Layer {
    public var layout: BatchLayout { .rows }
    public var outputLayout: BatchLayout { layout }
    public var units: Int { outputWidth }
    /// Output, what went into the activation, and the input's gradient.
    public var floatsPerRow: Int { inputWidth + 2 * outputWidth }
    public var blocks: [ParameterBlock] { [] }
    public var statisticsCount: Int { 0 }
    public var needsSeveralRows: Bool { false }
    public func bind(_ blocks: ArraySlice<ParameterBlock>, arena: ParameterArena, statisticsOffset: Int) {}
    public func initialize(seed: UInt64, number: Int) {}
    public func configure(_ values: Values, settings: Settings) {}
}
