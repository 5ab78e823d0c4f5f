import Tensors

/// Which rows train, which validate, which test. No row is in two of them.
public struct Split: Sendable, Hashable {
    public var training: [Int]
    public var validation: [Int]
    public var test: [Int]

    /// How rows are dealt.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// At random, each class in the same proportions everywhere; numbers are dealt as by `ratio`.
        case stratified
        /// At random.
        case ratio
        /// In the order of the rows: the past trains, the future validates and tests.
        case time
    }

    /// What share of the rows each part gets; what is left of 1 stays unused.
    public struct Shares: Sendable, Hashable {
        public var training: Double
        public var validation: Double
        public var test: Double

        public init(training: Double = 0.8, validation: Double = 0.1, test: Double = 0.1) {
            self.training = training
            self.validation = validation
            self.test = test
        }
    }

    public init(training: [Int], validation: [Int], test: [Int]) {
        self.training = training
        self.validation = validation
        self.test = test
    }

    /// Deals the rows of a dataset.
    ///
    /// - Parameter seed: decides the random methods (`data.split_seed`).
    /// - Throws: ``DatasetError/sharesExceedOne(total:)`` or ``DatasetError/emptySplit(part:share:rows:)``; a share of 0
    ///   is no error but for training.
    public init(
        _ method: Method, of dataset: Dataset, shares: Shares = Shares(), seed: UInt64 = 0
    ) throws(DatasetError) {
        let order: [Int] =
            switch method {
            case .time: Array(0..<dataset.count)
            case .ratio: shuffledRows(dataset.count, seed: seed)
            case .stratified: stratifiedRows(dataset, seed: seed)
            }
        let counts = try Self.counts(of: dataset.count, shares: shares)
        training = Array(order[..<counts[0]])
        validation = Array(order[counts[0]..<counts[0] + counts[1]])
        test = Array(order[(counts[0] + counts[1])..<(counts[0] + counts[1] + counts[2])])
    }

    /// Whole numbers of rows nearest to the shares: rounded down, then the largest remainders get the rest.
    private static func counts(of rows: Int, shares: Shares) throws(DatasetError) -> [Int] {
        let wanted = [shares.training, shares.validation, shares.test]
        let total = wanted.reduce(0, +)
        guard total <= 1 + 1e-9 else { throw .sharesExceedOne(total: total) }
        let all = wanted + [total > 1 - 1e-9 ? 0 : 1 - total]
        let exact = all.map { $0 * Double(rows) }
        // A hair more than the product, so that 0.29 of 100 is 29.
        var counts = exact.map { Int($0 + 1e-9) }
        let byRemainder = all.indices.sorted { exact[$0] - Double(counts[$0]) > exact[$1] - Double(counts[$1]) }
        for index in byRemainder.prefix(max(0, rows - counts.reduce(0, +))) { counts[index] += 1 }
        for (index, part) in ["training", "validation", "test"].enumerated() {
            let isWanted = wanted[index] > 0 || index == 0
            if isWanted, counts[index] == 0 { throw .emptySplit(part: part, share: wanted[index], rows: rows) }
        }
        return counts
    }
}

/// All rows in random order.
func shuffledRows(_ count: Int, seed: UInt64) -> [Int] {
    var random = RandomSource(seed: seed, stream: .split)
    return random.permutation(count)
}

/// All rows in an order that is random within each class and spreads every class evenly, so that each stretch of it has
/// the classes in proportion. Rows without classes are just shuffled.
func stratifiedRows(_ dataset: Dataset, seed: UInt64) -> [Int] {
    let shuffled = shuffledRows(dataset.count, seed: seed)
    guard let classes = dataset.classes else { return shuffled }
    var members = [[Int]](repeating: [], count: dataset.outputCount)
    for row in shuffled { members[Int(classes[row])].append(row) }
    let placed = members.flatMap { rows in
        rows.enumerated().map { (place: (Double($0) + 0.5) / Double(rows.count), row: $1) }
    }
    // Classes of equal size have equal places: the class decides there, so that the order is the same everywhere.
    return placed.sorted { $0.place != $1.place ? $0.place < $1.place : classes[$0.row] < classes[$1.row] }.map(\.row)
}
