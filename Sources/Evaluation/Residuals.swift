/// What a regression leaves unexplained, row by row: truth − prediction, in the target's unit.
///
/// A residual plot draws each against its prediction: a band about 0 of even width is what a fitting model leaves; a
/// bend is a shape it cannot make, a funnel an error that grows with the value.
public struct Residuals: Sendable, Hashable {
    public struct Point: Sendable, Hashable {
        public let prediction: Double
        /// truth − prediction
        public let residual: Double
    }

    /// In the order of the rows.
    public let points: [Point]
    /// In rising order; none where a residual is not finite: then nothing is said of all.
    private let sorted: [Double]

    public init(truth: [Float], predictions: [Float]) {
        points = zip(truth, predictions).map {
            Point(prediction: Double($1), residual: Double($0) - Double($1))
        }
        let residuals = points.map(\.residual)
        sorted = residuals.allSatisfy(\.isFinite) ? residuals.sorted() : []
    }

    /// The bias: above 0 where predictions are too low; NaN without rows.
    public var mean: Double { sorted.reduce(0, +) / Double(sorted.count) }

    /// About their mean, with n − 1; NaN below two rows.
    public var standardDeviation: Double {
        guard sorted.count >= 2 else { return .nan }
        let mean = mean
        return (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sorted.count - 1)).squareRoot()
    }

    /// The residual below which a share (0…1) of all lies.
    public func quantile(_ share: Double) -> Double { Evaluation.quantile(ofSorted: sorted, share) }
}
