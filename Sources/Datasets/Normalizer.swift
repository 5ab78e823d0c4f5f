/// Brings features to a common scale: x' = (x − offset) / scale, fitted on the training rows alone.
public struct Normalizer: Sendable, Hashable {
    public enum Method: String, Sendable, Hashable, CaseIterable, Codable {
        /// Mean 0, standard deviation 1 (of the population, as scikit-learn's StandardScaler).
        case standard
        /// From 0 to 1 over the training rows.
        case minmax
        case none
    }

    public let method: Method
    /// One a feature.
    public let offsets: [Double]
    /// One a feature, never 0.
    public let scales: [Double]
    /// Features that have one value in all training rows: their scale is left at 1.
    public let constantFeatures: [Int]

    /// - Parameters:
    ///   - features: the training rows, row-major, `width` numbers a row.
    /// - Complexity: O(rows · features), in Double, two passes.
    public init(_ method: Method, fitting features: [Float], width: Int) {
        self.method = method
        let rows = width > 0 ? features.count / width : 0
        var lowest = [Float](repeating: .infinity, count: width)
        var highest = [Float](repeating: -.infinity, count: width)
        var means = [Double](repeating: 0, count: width)
        var squares = [Double](repeating: 0, count: width)
        features.withUnsafeBufferPointer { features in
            for row in 0..<rows {
                for column in 0..<width {
                    let value = features[row * width + column]
                    lowest[column] = min(lowest[column], value)
                    highest[column] = max(highest[column], value)
                    means[column] += Double(value) / Double(rows)
                }
            }
            guard method == .standard else { return }
            for row in 0..<rows {
                for column in 0..<width {
                    let distance = Double(features[row * width + column]) - means[column]
                    squares[column] += distance * distance
                }
            }
        }
        constantFeatures = (0..<width).filter { rows == 0 || lowest[$0] == highest[$0] }
        var offsets = [Double](repeating: 0, count: width)
        var scales = [Double](repeating: 1, count: width)
        let isConstant = Set(constantFeatures)
        for column in 0..<width where rows > 0 && method != .none {
            // A feature without variance has its value taken off exactly, without a rounded mean's rest.
            offsets[column] =
                method == .minmax || isConstant.contains(column) ? Double(lowest[column]) : means[column]
            guard !isConstant.contains(column) else { continue }
            scales[column] =
                method == .minmax
                ? Double(highest[column]) - Double(lowest[column]) : (squares[column] / Double(rows)).squareRoot()
        }
        self.offsets = offsets
        self.scales = scales
    }

    /// Normalizes rows in place and multiplies them by `factor`.
    ///
    /// - Complexity: O(rows · features).
    public func apply(to features: inout [Float], factor: Double = 1) {
        let width = offsets.count
        guard width > 0, method != .none || factor != 1 else { return }
        features.withUnsafeMutableBufferPointer { features in
            for row in 0..<features.count / width {
                for column in 0..<width {
                    let index = row * width + column
                    let value = (Double(features[index]) - offsets[column]) / scales[column] * factor
                    // Far outside the training range a float may overflow; it stays the largest there is.
                    let largest = Double(Float.greatestFiniteMagnitude)
                    features[index] = Float(min(max(value, -largest), largest))
                }
            }
        }
    }
}
