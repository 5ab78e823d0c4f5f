import Tensors

/// Whether two classifiers differ by more than chance on the same rows: only those count that one gets right and the
/// other wrong (McNemar 1947, "Note on the sampling error of the difference between correlated proportions").
public struct McNemarTest: Sendable, Hashable {
    /// Rows that only the first, or only the second, got right.
    public let onlyFirst: Int
    public let onlySecond: Int

    public init(onlyFirst: Int, onlySecond: Int) {
        self.onlyFirst = onlyFirst
        self.onlySecond = onlySecond
    }

    /// - Parameters:
    ///   - truth: a class a row.
    ///   - first: one classifier's choices; ``noClass`` is a miss.
    ///   - second: the other's, on the same rows.
    public init(truth: [Int32], first: [Int32], second: [Int32]) {
        let rows = min(truth.count, first.count, second.count)
        self.init(
            onlyFirst: (0..<rows).count { first[$0] == truth[$0] && second[$0] != truth[$0] },
            onlySecond: (0..<rows).count { first[$0] != truth[$0] && second[$0] == truth[$0] })
    }

    private var discordant: Int { onlyFirst + onlySecond }

    /// (|b − c| − 1)² / (b + c), with Edwards's correction, which never passes 0.
    public var statistic: Double {
        guard discordant > 0 else { return 0 }
        let gap = Double(max(0, abs(onlyFirst - onlySecond) - 1))
        return gap * gap / Double(discordant)
    }

    /// The chance of counts at least as far apart between classifiers that are equally good. By the binomial distribution,
    /// each differing row a fair coin: two-sided, exact for any number of rows.
    ///
    /// - Complexity: O(differing rows).
    public var pValue: Double {
        let count = Double(discordant)
        let fewer = min(onlyFirst, onlySecond)
        let tail = (0...fewer).reduce(0.0) { sum, hits in
            let hits = Double(hits)
            let ways = logarithmOfGamma(count + 1) - logarithmOfGamma(hits + 1) - logarithmOfGamma(count - hits + 1)
            return sum + exponential(ways - count * logarithm(2))
        }
        return min(1, 2 * tail)
    }
}
