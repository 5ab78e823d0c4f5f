import Training

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Which way a norm has been going.
enum GradientTrend: Sendable, Hashable { case rising, level, falling }

/// How one layer's gradient stands at a step.
struct LayerGradient: Sendable {
    let layer: RunDescription.Layer
    /// Its place from the input, from 0.
    let index: Int
    /// The mean norm of the last steps, or of the last ones before it went non-finite; `nil` before any.
    let norm: Double?
    /// The same after clipping.
    let clipped: Double?
    let trend: GradientTrend
    var verdict: LayerVerdict

    /// `4 dense10`, the number filled up to so many digits.
    func name(numberWidth: Int) -> String {
        let number = layer.label
        return String(repeating: " ", count: max(0, numberWidth - number.count)) + number + " " + layer.name
    }

    /// All layers as they stood at a step.
    ///
    /// - Complexity: O(layers).
    static func all(_ layers: [RunDescription.Layer], in history: RunHistory, at step: Int) -> [LayerGradient] {
        // The norms of single steps jump; a few dozen tell where a layer stands.
        let window = max(0, step - min(100, max(7, step / 50)))...max(0, step)
        let past = max(0, step - min(2000, max(40, step / 4)))...max(0, step)
        var measured = layers.enumerated().map { index, layer in
            LayerGradient(layer, index: index, history: history, window: window, past: past)
        }
        let output = measured.last?.norm ?? 0
        var above = LayerVerdict.fine
        for index in measured.indices.reversed() {
            if measured[index].verdict == .fine, let norm = measured[index].norm {
                let verdict = LayerVerdict(norm: norm, output: output)
                // What vanishes above this layer has underflowed to zero here; the layer itself is not dead.
                measured[index].verdict = verdict == .dead && above == .vanishing ? .vanishing : verdict
            }
            above = measured[index].verdict
        }
        return measured
    }

    private init(
        _ layer: RunDescription.Layer, index: Int, history: RunHistory, window: ClosedRange<Int>,
        past: ClosedRange<Int>
    ) {
        self.layer = layer
        self.index = index
        let column = history.layout.column(.gradientNorm, layer: index)
        let recent = history.buckets(column: column, steps: window, count: 1).last
        let before = history.buckets(column: column, steps: past, count: 8)
        let latest = recent?.hasFiniteValues == true ? recent : before.last { $0.hasFiniteValues }
        norm = latest.map { Double($0.mean) }
        let clippedColumn = history.layout.column(.clippedNorm, layer: index)
        clipped = history.buckets(column: clippedColumn, steps: window, count: 1).last.flatMap {
            $0.hasFiniteValues ? Double($0.mean) : nil
        }
        trend = Self.trend(of: before)
        let last = history.value(column: column, at: window.upperBound)?.nonFinite ?? []
        verdict = last.contains(.nan) ? .nan : last.isEmpty ? .fine : .infinite
    }

    /// The slope of a straight line through the logarithms (least squares): a quarter more or less over the stretch
    /// is a trend.
    private static func trend(of buckets: [Bucket]) -> GradientTrend {
        let points = buckets.filter { $0.hasFiniteValues && $0.mean > 0 }
        guard points.count >= 3, let first = points.first, let last = points.last else { return .level }
        let span = last.center - first.center
        let count = Double(points.count)
        let meanX = points.reduce(0) { $0 + $1.center } / count
        let logs = points.map { log10(Double($0.mean)) }
        let meanY = logs.reduce(0, +) / count
        var covariance = 0.0
        var variance = 0.0
        for (point, y) in zip(points, logs) {
            covariance += (point.center - meanX) * (y - meanY)
            variance += (point.center - meanX) * (point.center - meanX)
        }
        guard variance > 0 else { return .level }
        let change = covariance / variance * span
        return change > 0.1 ? .rising : change < -0.1 ? .falling : .level
    }
}
