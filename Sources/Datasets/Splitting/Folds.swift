/// Cross-validation: one split a fold, each made when it is asked for. Nothing is set aside for a test.
public struct Folds: RandomAccessCollection, Sendable {
    private enum Plan: Sendable {
        /// Row `order[i]` validates in fold `folds[i]`.
        case dealt(order: [Int], folds: [Int], count: Int)
        /// Fold `i` trains on the first `i + 1` stretches of rows and validates on the next.
        case growing(rows: Int, count: Int)
    }

    private let plan: Plan

    /// k folds at random whose sizes differ by one row at most. Of every class a stratified fold has as many rows as any
    /// other, one more or less, which is what scikit-learn's `StratifiedKFold` guarantees.
    ///
    /// - Throws: ``DatasetError/tooFewRows(rows:folds:)`` for fewer than two folds or more folds than rows.
    public init(k: Int, of dataset: Dataset, isStratified: Bool, seed: UInt64 = 0) throws(DatasetError) {
        guard k >= 2, k <= dataset.count else { throw .tooFewRows(rows: dataset.count, folds: k) }
        let order = isStratified ? stratifiedRows(dataset, seed: seed) : shuffledRows(dataset.count, seed: seed)
        plan = .dealt(
            order: order, folds: Self.deal(order, into: k, classes: isStratified ? dataset.classes : nil), count: k)
    }

    /// A fold for each place of an order: dealt out in turn, one class after the other, each going on where the one
    /// before it ended. By places alone it would follow whatever period the order has.
    private static func deal(_ order: [Int], into count: Int, classes: [Int32]?) -> [Int] {
        guard let classes else { return order.indices.map { $0 % count } }
        var folds = [Int](repeating: 0, count: order.count)
        // The place breaks ties, so that rows of a class stay in their random order.
        let byClass = order.indices.sorted { (classes[order[$0]], $0) < (classes[order[$1]], $1) }
        for (turn, place) in byClass.enumerated() { folds[place] = turn % count }
        return folds
    }

    /// As many folds as rows: each row validates once, alone.
    public static func leaveOneOut(of dataset: Dataset) throws(DatasetError) -> Folds {
        guard dataset.count >= 2 else { throw .tooFewRows(rows: dataset.count, folds: dataset.count) }
        let rows = Array(0..<dataset.count)
        return Folds(.dealt(order: rows, folds: rows, count: dataset.count))
    }

    /// k folds that never look ahead: the past trains, the stretch of rows that follows validates.
    public static func time(k: Int, of dataset: Dataset) throws(DatasetError) -> Folds {
        guard k >= 1, k < dataset.count else { throw .tooFewRows(rows: dataset.count, folds: k) }
        return Folds(.growing(rows: dataset.count, count: k))
    }

    private init(_ plan: Plan) { self.plan = plan }

    public var startIndex: Int { 0 }
    public var endIndex: Int {
        switch plan {
        case .dealt(_, _, let count), .growing(_, let count): count
        }
    }

    /// The split of one fold.
    ///
    /// - Complexity: O(rows).
    public subscript(fold: Int) -> Split {
        switch plan {
        case .dealt(let order, let folds, _):
            var split = Split(training: [], validation: [], test: [])
            for (row, own) in zip(order, folds) {
                if own == fold { split.validation.append(row) } else { split.training.append(row) }
            }
            return split
        case .growing(let rows, let count):
            // The last stretches are equally long; what does not divide evenly lengthens the first.
            let stretch = rows / (count + 1)
            let start = rows - (count - fold) * stretch
            return Split(training: Array(0..<start), validation: Array(start..<start + stretch), test: [])
        }
    }
}
