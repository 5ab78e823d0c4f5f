/// All metrics of a classifier's scores on some rows.
public struct ClassificationReport: Sendable, Hashable {
    /// One class against the rest.
    public struct ClassScores: Sendable, Hashable {
        public let precision: Double
        public let recall: Double
        public let f1: Double
        /// Rows of the class.
        public let support: Int
        /// `nil` where the class, or every other, is missing.
        public let rocArea: Double?
        /// `nil` where the class is missing.
        public let averagePrecision: Double?
    }

    public let matrix: ConfusionMatrix
    public let classes: [ClassScores]
    /// Of two classes the second's; of more the mean over all, `nil` where one is missing.
    public let rocArea: Double?
    public let averagePrecision: Double?
    /// `nil` where the scores are no probabilities.
    public let logLoss: Double?
    public let calibration: Calibration?

    /// - Parameters:
    ///   - scores: rows × classCount, row-major, higher for a likelier class. Where one is not finite, the row is a miss,
    ///     and what rests on the scores of all rows is not defined: areas, log-loss, calibration.
    ///   - choices: the chosen classes where they come from more exact numbers than the scores.
    ///   - truth: a class a row, each in 0..<classCount.
    ///   - areProbabilities: whether each row's scores are between 0 and 1 and add up to 1.
    public init(
        scores: [Float], choices: [Int32]? = nil, truth: [Int32], classCount: Int, areProbabilities: Bool = true
    ) {
        let matrix = ConfusionMatrix(
            truth: truth, predictions: choices ?? mostLikelyClasses(scores, classCount: classCount),
            classCount: classCount)
        let areProbabilities = areProbabilities && scores.allSatisfy(\.isFinite)
        let classes = (0..<classCount).map { label in
            let column = truth.indices.map { scores[$0 * classCount + label] }
            let isPositive = truth.map { Int($0) == label }
            return ClassScores(
                precision: matrix.precision(of: label), recall: matrix.recall(of: label), f1: matrix.f1(of: label),
                support: matrix.support(of: label),
                rocArea: ROCCurve(scores: column, isPositive: isPositive)?.area,
                averagePrecision: PrecisionRecallCurve(scores: column, isPositive: isPositive)?.averagePrecision)
        }
        func overall(_ score: (ClassScores) -> Double?) -> Double? {
            let scores = classes.compactMap(score)
            guard scores.count == classes.count, let last = scores.last else { return nil }
            return classCount == 2 ? last : scores.reduce(0, +) / Double(classCount)
        }
        self.matrix = matrix
        self.classes = classes
        rocArea = overall(\.rocArea)
        averagePrecision = overall(\.averagePrecision)
        logLoss =
            areProbabilities
            ? Evaluation.logLoss(probabilities: scores, classes: truth, classCount: classCount) : nil
        calibration =
            areProbabilities ? Calibration(probabilities: scores, classes: truth, classCount: classCount) : nil
    }
}
