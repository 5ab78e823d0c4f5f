/// How near predicted numbers come to the true ones, summed row by row in Double.
public struct RegressionScore: Sendable, Hashable {
    public private(set) var count = 0
    private var absoluteErrors = 0.0
    private var squaredErrors = 0.0
    // Mean and spread of the truth, by Welford's recurrence: no cancellation however far the numbers are from 0.
    private var mean = 0.0
    private var spread = 0.0

    public init() {}

    /// Scores pairs of numbers.
    public init(truth: [Float], predictions: [Float]) {
        for (value, prediction) in zip(truth, predictions) { add(truth: value, prediction: prediction) }
    }

    public mutating func add(truth: Float, prediction: Float) {
        let error = Double(prediction) - Double(truth)
        count += 1
        absoluteErrors += abs(error)
        squaredErrors += error * error
        let distance = Double(truth) - mean
        mean += distance / Double(count)
        spread += distance * (Double(truth) - mean)
    }

    /// Mean absolute error, in the target's unit; NaN without rows.
    public var mae: Double { absoluteErrors / Double(count) }

    /// Mean squared error, in the target's unit squared; NaN without rows.
    public var mse: Double { squaredErrors / Double(count) }

    /// Coefficient of determination: 1 is perfect, 0 no better than the mean, below 0 worse.
    ///
    /// NaN where it is not defined: below two rows, and of a truth that is constant (where scikit-learn says 1 or 0).
    public var r2: Double {
        guard count >= 2, spread > 0, squaredErrors.isFinite else { return .nan }
        return 1 - squaredErrors / spread
    }
}
