/// Philox 4×32-10: a counter-based random function (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3").
///
/// The same key and counter give the same four words, so a draw is addressed, not remembered: resume, undo, fork and
/// replay repeat it exactly.
@inlinable
public func philox4x32(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var c = counter
    var k = key
    for _ in 0..<10 {
        let p0 = UInt64(c[0]) &* 0xD251_1F53
        let p1 = UInt64(c[2]) &* 0xCD9E_8D57
        c = SIMD4(
            UInt32(truncatingIfNeeded: p1 >> 32) ^ c[1] ^ k[0], UInt32(truncatingIfNeeded: p1),
            UInt32(truncatingIfNeeded: p0 >> 32) ^ c[3] ^ k[1], UInt32(truncatingIfNeeded: p0))
        k &+= SIMD2(0x9E37_79B9, 0xBB67_AE85)
    }
    return c
}

/// What a draw is for; each purpose has numbers of its own.
public enum RandomStream: UInt32, Sendable, CaseIterable {
    case weights = 1, shuffle, dropout, split, generator, gradientNoise, augmentation, subsample, evaluation
}

/// A sequence of random numbers addressed by (seed, stream, position, part): position is a step or an epoch, part a
/// layer, a micro-batch or a row.
public struct RandomSource: RandomNumberGenerator, Sendable {
    private let key: SIMD2<UInt32>
    private var counter: SIMD4<UInt32>
    private var block = SIMD4<UInt32>(repeating: 0)
    private var used = 4
    private var spareNormal: Double?

    public init(seed: UInt64, stream: RandomStream, position: UInt64 = 0, part: UInt32 = 0) {
        key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
        counter = Self.counter(stream: stream, position: position, part: part)
    }

    /// Counter layout: block number; stream (high 8 bits) and part; position, low and high half.
    public static func counter(stream: RandomStream, position: UInt64, part: UInt32) -> SIMD4<UInt32> {
        SIMD4(
            0, stream.rawValue << 24 | (part & 0xFF_FFFF), UInt32(truncatingIfNeeded: position),
            UInt32(truncatingIfNeeded: position >> 32))
    }

    public mutating func nextWord() -> UInt32 {
        if used == 4 {
            block = philox4x32(counter: counter, key: key)
            counter[0] &+= 1
            used = 0
        }
        defer { used += 1 }
        return block[used]
    }

    public mutating func next() -> UInt64 {
        let low = UInt64(nextWord())
        return UInt64(nextWord()) << 32 | low
    }

    /// Uniform in [0, 1).
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Uniform in [low, high).
    public mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * uniform() }

    /// A whole number in 0..<bound, without bias (Lemire 2019).
    public mutating func below(_ bound: Int) -> Int {
        bound <= 1 ? 0 : Int(truncatingIfNeeded: next(upperBound: UInt64(bound)))
    }

    /// Standard normal (Box–Muller).
    public mutating func normal() -> Double {
        if let spare = spareNormal {
            spareNormal = nil
            return spare
        }
        let radius = (-2 * logarithm(1 - uniform())).squareRoot()
        let angle = 2 * Double.pi * uniform()
        spareNormal = radius * sine(angle)
        return radius * cosine(angle)
    }

    /// The numbers 0..<count in random order (Fisher–Yates).
    public mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        guard count > 1 else { return order }
        for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, below(last + 1)) }
        return order
    }
}
