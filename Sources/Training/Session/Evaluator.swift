import Evaluation
import Networks
import Tensors

/// Loss and metrics of a split under the current weights, batch by batch.
struct Evaluator {
    let loss: Loss
    let classWeights: FloatBuffer?
    /// Rows at a time.
    static let chunk = 256

    /// Runs the whole split through in evaluation mode. Label smoothing and penalties are left out: it is the data loss.
    ///
    /// - Complexity: one forward pass a row; nothing is kept but sums.
    func evaluate(_ network: Network, on table: SampleTable, smoothing: Float = 0) -> SplitMetrics {
        var totals = EpochTotals()
        var first = 0
        while first < table.count {
            let rows = min(Self.chunk, table.count - first)
            let outputs = network.forward(
                table.features.base + first * table.featureCount, rows: rows, pass: .evaluation)
            let classes = table.hasClasses ? table.classes.baseAddress.map { $0 + first } : nil
            let values = table.valueCount > 0 ? table.values.base + first * table.valueCount : nil
            let result = loss.evaluate(
                outputs, gradient: nil, classes: classes, values: values, rows: rows, width: network.outputWidth,
                smoothing: smoothing, weights: classWeights?.base, scale: 1)
            totals.add(
                result, outputs: outputs, classes: classes, values: values, rows: rows, width: network.outputWidth,
                loss: loss)
            first += rows
        }
        return totals.metrics(hasClasses: table.hasClasses, targetSpread: table.targetSpread)
    }
}

extension EpochTotals {
    /// Adds a batch's loss and what the metrics need.
    mutating func add(
        _ result: ck_loss, outputs: UnsafePointer<Float>, classes: UnsafePointer<Int32>?,
        values: UnsafePointer<Float>?, rows: Int, width: Int, loss: Loss
    ) {
        lossSum += result.sum
        lossWeight += result.weight
        samples += rows
        let isFinite = ck_first_non_finite(outputs, rows * width) == rows * width
        if !isFinite {
            nonFiniteRows = (nonFiniteRows ?? 0) + Self.nonFiniteRows(outputs, rows: rows, width: width)
        }
        if let classes {
            hits +=
                loss.isClassification && isFinite
                ? Int(result.hits)
                : Self.hits(outputs, classes: classes, rows: rows, width: width, threshold: loss.threshold)
        } else if let values {
            squaredError += ck_squared_error(outputs, nil, values, rows * width, 1).sum
            absoluteError += ck_absolute_error(outputs, nil, values, rows * width, 1).sum
        }
    }

    /// Rows whose class is the chosen one (``mostLikelyClass(_:threshold:)``).
    static func hits(
        _ outputs: UnsafePointer<Float>, classes: UnsafePointer<Int32>, rows: Int, width: Int, threshold: Float
    ) -> Int {
        (0..<rows).count { row in
            let scores = UnsafeBufferPointer(start: outputs + row * width, count: width)
            return mostLikelyClass(scores, threshold: threshold) == classes[row]
        }
    }

    private static func nonFiniteRows(_ outputs: UnsafePointer<Float>, rows: Int, width: Int) -> Int {
        (0..<rows).count { ck_first_non_finite(outputs + $0 * width, width) < width }
    }

    /// The sums as metrics. `targetSpread` is Σ(y − ȳ)² of the split, for R².
    func metrics(hasClasses: Bool, targetSpread: TargetSpread) -> SplitMetrics {
        // Samples that all weigh nothing lose nothing; where there are none, there is no loss to speak of.
        var metrics = SplitMetrics(loss: lossWeight > 0 ? lossSum / lossWeight : samples > 0 ? 0 : .nan)
        guard samples > 0 else { return metrics }
        metrics.nonFiniteRows = nonFiniteRows
        if nonFiniteRows != nil { metrics.loss = .nan }
        if hasClasses {
            metrics.accuracy = Double(hits) / Double(samples)
        } else {
            let count = Double(samples * targetSpread.columns)
            metrics.mae = nonFiniteRows == nil ? absoluteError / count : .nan
            let expected = targetSpread.meanSquare * count
            // Undefined where all targets are the same.
            metrics.r2 = expected > 0 && nonFiniteRows == nil ? 1 - squaredError / expected : nil
        }
        return metrics
    }
}

/// How far regression targets lie from their means: what a constant prediction would get wrong.
public struct TargetSpread: Sendable, Hashable {
    /// Mean of (y − ȳ)² over all targets, each column about its own mean.
    public var meanSquare: Double
    public var columns: Int
}
