import Tensors

/// All parameters of a network in one buffer and their gradients in a parallel one.
///
/// An optimizer step is a pass over it; a norm, a snapshot, an average, a checkpoint and an all-reduce are one copy or sum.
public final class ParameterArena {
    public let blocks: [ParameterBlock]
    public let parameters: FloatBuffer
    public let gradients: FloatBuffer
    /// Running statistics of normalizations: saved with the parameters, touched by no optimizer.
    public let statistics: FloatBuffer

    /// Lays the blocks out one after the other, each on a boundary of 16 floats; the gaps stay zero.
    init(blocks: [ParameterBlock], statisticsCount: Int) {
        var offset = 0
        self.blocks = blocks.map { block in
            var placed = block
            placed.offset = offset
            offset += (block.count + 15) / 16 * 16
            return placed
        }
        parameters = FloatBuffer(count: offset)
        gradients = FloatBuffer(count: offset)
        statistics = FloatBuffer(count: statisticsCount)
    }

    /// How many numbers are trained.
    public var parameterCount: Int { blocks.reduce(0) { $0 + $1.count } }

    public func parameters(of block: ParameterBlock) -> UnsafeMutablePointer<Float> { parameters.base + block.offset }

    public func gradients(of block: ParameterBlock) -> UnsafeMutablePointer<Float> { gradients.base + block.offset }
}
