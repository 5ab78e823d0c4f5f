/// How often each class was taken for each: the count behind accuracy, precision, recall and F1.
///
/// Where a ratio has nothing to divide by (a class never predicted, a class that never occurs), it counts as 0, as
/// scikit-learn does.
public struct ConfusionMatrix: Sendable, Hashable {
    public let classCount: Int
    /// classCount × classCount, row-major: a row a true class, a column a predicted one.
    public private(set) var counts: [Int]
    /// Rows of each class for which none was chosen (``noClass``): misses.
    public private(set) var unchosen: [Int]

    public init(classCount: Int) {
        self.classCount = classCount
        counts = [Int](repeating: 0, count: classCount * classCount)
        unchosen = [Int](repeating: 0, count: classCount)
    }

    /// Counts pairs of class numbers, each in 0..<classCount; a prediction may be ``noClass``.
    public init(truth: [Int32], predictions: [Int32], classCount: Int) {
        self.init(classCount: classCount)
        for (label, prediction) in zip(truth, predictions) { add(truth: Int(label), prediction: Int(prediction)) }
    }

    public mutating func add(truth: Int, prediction: Int) {
        if prediction == Int(noClass) { unchosen[truth] += 1 } else { counts[truth * classCount + prediction] += 1 }
    }

    /// How often class `truth` was taken for class `prediction`.
    public subscript(truth: Int, prediction: Int) -> Int { counts[truth * classCount + prediction] }

    /// Rows counted.
    public var total: Int { counts.reduce(0, +) + unchosen.reduce(0, +) }

    /// Rows of a class.
    public func support(of label: Int) -> Int { (0..<classCount).reduce(unchosen[label]) { $0 + self[label, $1] } }

    /// Rows predicted as a class.
    public func predicted(as label: Int) -> Int { (0..<classCount).reduce(0) { $0 + self[$1, label] } }

    /// Share of right predictions, 0…1; NaN without rows.
    public var accuracy: Double {
        Double((0..<classCount).reduce(0) { $0 + self[$1, $1] }) / Double(total)
    }

    /// Of the rows predicted as the class, the share that is of it: TP / (TP + FP).
    public func precision(of label: Int) -> Double { ratio(self[label, label], predicted(as: label)) }

    /// Of the rows of the class, the share that was found: TP / (TP + FN).
    public func recall(of label: Int) -> Double { ratio(self[label, label], support(of: label)) }

    /// The harmonic mean of precision and recall: 2TP / (2TP + FP + FN).
    public func f1(of label: Int) -> Double { ratio(2 * self[label, label], support(of: label) + predicted(as: label)) }

    /// The plain means over the classes that occur or are predicted: every class counts the same, however rare.
    public var macroPrecision: Double { mean(precision) }
    public var macroRecall: Double { mean(recall) }
    public var macroF1: Double { mean(f1) }

    private func ratio(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }

    private func mean(_ metric: (Int) -> Double) -> Double {
        let present = (0..<classCount).filter { support(of: $0) + predicted(as: $0) > 0 }
        return present.reduce(0) { $0 + metric($1) } / Double(present.count)
    }
}
