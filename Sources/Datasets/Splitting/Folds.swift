/// Cross-validation: one split a fold, each made when it is asked for. Nothing is set aside for a test.
public struct Folds: RandomAccessCollection, Sendable {
    private enum Plan: Sendable {
        /// Row `order[i]` validates in fold `i % count`.
        case dealt(order: [Int], count: Int)
        /// Fold `i` trains on the first `i + 1` stretches of rows and validates on the next.
        case growing(rows: Int, count: Int)
    }

    private let plan: Plan

    /// k folds of nearly equal size, at random; stratified ones hold every class in proportion.
    ///
    /// - Throws: ``DatasetError/tooFewRows(rows:folds:)`` for fewer than two folds or more folds than rows.
    public init(k: Int, of dataset: Dataset, isStratified: Bool, seed: UInt64 = 0) throws(DatasetError) {
        guard k >= 2, k <= dataset.count else { throw .tooFewRows(rows: dataset.count, folds: k) }
        let order = isStratified ? stratifiedRows(dataset, seed: seed) : shuffledRows(dataset.count, seed: seed)
        plan = .dealt(order: order, count: k)
    }

    /// As many folds as rows: each row validates once, alone.
    public static func leaveOneOut(of dataset: Dataset) throws(DatasetError) -> Folds {
        guard dataset.count >= 2 else { throw .tooFewRows(rows: dataset.count, folds: dataset.count) }
        return Folds(.dealt(order: Array(0..<dataset.count), count: dataset.count))
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
        case .dealt(_, let count), .growing(_, let count): count
        }
    }

    /// The split of one fold.
    ///
    /// - Complexity: O(rows).
    public subscript(fold: Int) -> Split {
        switch plan {
        case .dealt(let order, let count):
            var split = Split(training: [], validation: [], test: [])
            for (place, row) in order.enumerated() {
                if place % count == fold { split.validation.append(row) } else { split.training.append(row) }
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
