import Tensors

extension RandomSource {
    /// `count` different numbers below `total`, in ascending order (Floyd's sampling).
    ///
    /// - Complexity: O(count log count), whatever the total.
    mutating func choice(of count: Int, from total: Int) -> [Int] {
        var chosen: Set<Int> = []
        for last in (total - count)..<total {
            let candidate = below(last + 1)
            chosen.insert(chosen.contains(candidate) ? last : candidate)
        }
        return chosen.sorted()
    }

    /// A number below `bound`, without bias, for a single word of randomness (Lemire 2019).
    mutating func word(below bound: UInt32) -> UInt32 {
        var product = UInt64(nextWord()) * UInt64(bound)
        if UInt32(truncatingIfNeeded: product) < bound {
            let threshold = (0 &- bound) % bound
            while UInt32(truncatingIfNeeded: product) < threshold { product = UInt64(nextWord()) * UInt64(bound) }
        }
        return UInt32(truncatingIfNeeded: product >> 32)
    }
}
