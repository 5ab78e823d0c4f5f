import Tensors

/// The mean of −ln p of the right class, p held at least 2⁻⁵² away from 0 and 1; NaN without rows, and where a
/// probability is not finite.
///
/// - Parameters:
///   - probabilities: rows × classCount, row-major.
public func logLoss(probabilities: [Float], classes: [Int32], classCount: Int) -> Double {
    let smallest = 0x1p-52
    let sum = classes.indices.reduce(0.0) { sum, row in
        let probability = Double(probabilities[row * classCount + Int(classes[row])])
        guard probability.isFinite else { return .nan }
        return sum - logarithm(min(max(probability, smallest), 1 - smallest))
    }
    return sum / Double(classes.count)
}

/// How well stated confidence agrees with being right (Guo et al. 2017, "On calibration of modern neural networks").
public struct Calibration: Sendable, Hashable {
    /// The rows whose highest probability lies in one stretch of (0, 1].
    public struct Bin: Sendable, Hashable {
        public var count = 0
        /// Mean of the highest probability; 0 in an empty bin.
        public var confidence = 0.0
        /// Share of right predictions; 0 in an empty bin.
        public var accuracy = 0.0
    }

    /// Of equal width, from low confidence to high: (0, 1/n], (1/n, 2/n], …
    public let bins: [Bin]

    /// - Parameters:
    ///   - probabilities: rows × classCount, row-major; a row with one that is not finite is in no bin.
    public init(probabilities: [Float], classes: [Int32], classCount: Int, binCount: Int = 15) {
        var bins = [Bin](repeating: Bin(), count: max(1, binCount))
        for row in classes.indices {
            let scores = probabilities[row * classCount..<(row + 1) * classCount]
            let choice = mostLikelyClass(scores)
            guard choice != noClass, classCount > 1 else { continue }
            let confidence = Double(scores[scores.startIndex + Int(choice)])
            let place = (confidence * Double(bins.count)).rounded(.up) - 1
            let index = Int(min(max(place, 0), Double(bins.count - 1)))
            bins[index].count += 1
            bins[index].confidence += confidence
            bins[index].accuracy += choice == classes[row] ? 1 : 0
        }
        self.bins = bins.map { bin in
            let rows = Double(max(1, bin.count))
            return Bin(count: bin.count, confidence: bin.confidence / rows, accuracy: bin.accuracy / rows)
        }
    }

    /// The expected calibration error: the mean gap between confidence and accuracy, bins weighted by rows.
    public var error: Double {
        let rows = bins.reduce(0) { $0 + $1.count }
        return bins.reduce(0) { $0 + Double($1.count) * abs($1.accuracy - $1.confidence) } / Double(rows)
    }
}
