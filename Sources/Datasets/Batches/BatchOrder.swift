import Tensors

/// The order in which an epoch's samples come, and how far it has come.
///
/// The order of an epoch is a function of (seed, epoch), so a ``Position`` is all that a snapshot needs. After `init`
/// nothing allocates.
public struct BatchOrder: Sendable {
    /// What happens to the smaller rest at the end of an epoch.
    public enum LastBatch: String, Sendable, Hashable, CaseIterable {
        /// It is a batch of its own.
        case keep
        /// It is left out.
        case drop
        /// It is filled from the front of the next epoch's order, which stays in place there.
        case wrap
    }

    /// Where an order stands.
    public struct Position: Sendable, Hashable, Codable {
        /// From 0.
        public var epoch: Int
        /// Samples of the epoch already handed out.
        public var sample: Int
        /// Whether this epoch's order is a random one.
        public var isShuffled: Bool

        public init(epoch: Int = 0, sample: Int = 0, isShuffled: Bool = true) {
            self.epoch = epoch
            self.sample = sample
            self.isShuffled = isShuffled
        }
    }

    public let count: Int
    public private(set) var position: Position
    private let seed: UInt64
    private var current: [Int32]
    /// The next epoch's order, once a `wrap` has needed it.
    private var next: [Int32]
    private var nextPosition: Position?

    /// The order of `count` samples, at its beginning.
    public init(count: Int, seed: UInt64, isShuffled: Bool = true) {
        self.count = count
        self.seed = seed
        position = Position(isShuffled: isShuffled)
        current = [Int32](repeating: 0, count: count)
        next = [Int32](repeating: 0, count: count)
        Self.fill(&current, for: position, seed: seed)
    }

    /// Goes to a position taken before: undo, resume, replay.
    ///
    /// - Complexity: O(count) for another epoch, else O(1).
    public mutating func seek(_ position: Position) {
        let isOtherOrder = position.epoch != self.position.epoch || position.isShuffled != self.position.isShuffled
        self.position = position
        if isOtherOrder { Self.fill(&current, for: position, seed: seed) }
    }

    /// Begins the next epoch.
    public mutating func startNextEpoch(isShuffled: Bool) {
        let start = Position(epoch: position.epoch + 1, isShuffled: isShuffled)
        if nextPosition == start {
            swap(&current, &next)
            nextPosition = nil
        } else {
            Self.fill(&current, for: start, seed: seed)
        }
        position = start
    }

    /// Writes the next batch's sample numbers and moves on.
    ///
    /// - Parameters:
    ///   - size: samples wanted, at most the buffer's; `nil` is all. More than there are counts as all.
    ///   - minimum: a rest smaller than this is left out (batch norm needs two rows).
    ///   - isShuffled: whether the coming epoch will be shuffled; `wrap` looks ahead into it.
    /// - Returns: how many numbers were written; 0 when the epoch is over.
    public mutating func nextBatch(
        size: Int?, last: LastBatch, minimum: Int = 1, isShuffled: Bool = true,
        into batch: UnsafeMutableBufferPointer<Int32>
    ) -> Int {
        let size = min(size ?? count, count, batch.count)
        let left = count - position.sample
        guard size > 0, left > 0 else { return 0 }
        if left < size, last == .drop || left < minimum && last == .keep {
            position.sample = count
            return 0
        }
        let own = min(left, size)
        for index in 0..<own { batch[index] = current[position.sample + index] }
        position.sample += own
        guard own < size, last == .wrap else { return own }
        prepareNext(isShuffled: isShuffled)
        for index in own..<size { batch[index] = next[index - own] }
        return size
    }

    /// How many batches an epoch of `count` samples has, or what is left of it.
    public static func batchCount(samples: Int, size: Int, last: LastBatch, minimum: Int = 1) -> Int {
        guard samples > 0, size > 0 else { return 0 }
        let rest = samples % size
        let hasLast = rest > 0 && (last == .wrap || last == .keep && rest >= minimum)
        return samples / size + (hasLast ? 1 : 0)
    }

    private mutating func prepareNext(isShuffled: Bool) {
        let wanted = Position(epoch: position.epoch + 1, isShuffled: isShuffled)
        guard nextPosition != wanted else { return }
        Self.fill(&next, for: wanted, seed: seed)
        nextPosition = wanted
    }

    /// The order of one epoch: Fisher–Yates with draws keyed by (seed, epoch).
    private static func fill(_ order: inout [Int32], for position: Position, seed: UInt64) {
        for index in order.indices { order[index] = Int32(index) }
        guard position.isShuffled, order.count > 1 else { return }
        var random = RandomSource(seed: seed, stream: .shuffle, position: UInt64(position.epoch))
        for last in stride(from: order.count - 1, to: 0, by: -1) {
            order.swapAt(last, Int(random.word(below: UInt32(last + 1))))
        }
    }
}
