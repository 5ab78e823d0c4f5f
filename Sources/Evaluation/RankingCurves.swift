/// What is found and what is falsely taken at every threshold of a score: the common ground of ROC and PR curves.
///
/// Rows of equal score enter together, so that the order among ties does not matter.
struct ThresholdCounts {
    /// Highest threshold first; true and false positives with scores at or above it.
    private(set) var steps: [(threshold: Float, truePositives: Int, falsePositives: Int)] = []
    let positives: Int
    let negatives: Int

    /// - Complexity: O(rows log rows).
    init(scores: [Float], isPositive: [Bool]) {
        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        var found = 0
        var mistaken = 0
        for (place, row) in order.enumerated() {
            if isPositive[row] { found += 1 } else { mistaken += 1 }
            let isLastOfTie = place + 1 == order.count || scores[order[place + 1]] != scores[row]
            if isLastOfTie { steps.append((scores[row], found, mistaken)) }
        }
        positives = found
        negatives = mistaken
    }
}

/// The receiver operating characteristic: share of positives found against share of negatives falsely taken.
public struct ROCCurve: Sendable, Hashable {
    public struct Point: Sendable, Hashable {
        public let falsePositiveRate: Double
        public let truePositiveRate: Double
        /// Scores at or above it are taken as positive.
        public let threshold: Float
    }

    /// From (0, 0) to (1, 1).
    public let points: [Point]

    /// - Parameters:
    ///   - scores: a score a row, higher for the positive class.
    /// - Returns: `nil` where one of the classes does not occur, or a score is not finite: the curve is not defined then.
    public init?(scores: [Float], isPositive: [Bool]) {
        guard scores.allSatisfy(\.isFinite) else { return nil }
        let counts = ThresholdCounts(scores: scores, isPositive: isPositive)
        guard counts.positives > 0, counts.negatives > 0 else { return nil }
        points =
            [Point(falsePositiveRate: 0, truePositiveRate: 0, threshold: .infinity)]
            + counts.steps.map { step in
                Point(
                    falsePositiveRate: Double(step.falsePositives) / Double(counts.negatives),
                    truePositiveRate: Double(step.truePositives) / Double(counts.positives), threshold: step.threshold)
            }
    }

    /// The area under the curve (trapezoids): the chance that a positive row scores above a negative one.
    public var area: Double {
        zip(points, points.dropFirst()).reduce(0) { sum, pair in
            let width = pair.1.falsePositiveRate - pair.0.falsePositiveRate
            return sum + width * (pair.0.truePositiveRate + pair.1.truePositiveRate) / 2
        }
    }
}

/// Precision against recall: the picture for rare positives.
public struct PrecisionRecallCurve: Sendable, Hashable {
    public struct Point: Sendable, Hashable {
        public let recall: Double
        public let precision: Double
        /// Scores at or above it are taken as positive.
        public let threshold: Float
    }

    /// By rising recall.
    public let points: [Point]

    /// - Returns: `nil` where no row is positive, or a score is not finite.
    public init?(scores: [Float], isPositive: [Bool]) {
        guard scores.allSatisfy(\.isFinite) else { return nil }
        let counts = ThresholdCounts(scores: scores, isPositive: isPositive)
        guard counts.positives > 0 else { return nil }
        points = counts.steps.map { step in
            Point(
                recall: Double(step.truePositives) / Double(counts.positives),
                precision: Double(step.truePositives) / Double(step.truePositives + step.falsePositives),
                threshold: step.threshold)
        }
    }

    /// Average precision: Σ (Rₙ − Rₙ₋₁) Pₙ, without interpolation.
    public var averagePrecision: Double {
        var recall = 0.0
        return points.reduce(0) { sum, point in
            defer { recall = point.recall }
            return sum + (point.recall - recall) * point.precision
        }
    }
}
