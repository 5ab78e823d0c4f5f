import Diagnosis
import Training

/// A run made of numbers: a loss and the layers' gradient norms at each step.
struct SyntheticRun {
    let layers: [RunDescription.Layer]
    let layout: TelemetryLayout
    var monitor: GradientMonitor
    private(set) var step = 0

    init(layers count: Int, activation: String = "sigmoid", output: String = "identity") {
        layers = (1...count).map {
            RunDescription.Layer(
                number: $0, name: "dense32", activation: $0 == count ? output : activation, parameterCount: 1056)
        }
        layout = TelemetryLayout(layerCount: count)
        monitor = GradientMonitor(layers: layers)
    }

    /// One step; `biases` is what the whole gradient holds beside the weights.
    mutating func advance(loss: Double, norms: [Double], biases: Double = 0) {
        var batch = TelemetryBatch(layout: layout, capacity: 1)
        append(to: &batch, loss: loss, norms: norms, biases: biases)
        monitor.observe(batch)
    }

    /// Many steps in batches of 64 rows, each given by its number.
    mutating func advance(_ count: Int, _ row: (Int) -> (loss: Double, norms: [Double]), biases: Double = 0) {
        var batch = TelemetryBatch(layout: layout, capacity: 64)
        for _ in 0..<count {
            let values = row(step + 1)
            append(to: &batch, loss: values.loss, norms: values.norms, biases: biases)
            if batch.isFull {
                monitor.observe(batch)
                batch.removeAll()
            }
        }
        monitor.observe(batch)
    }

    mutating func endEpoch(_ epoch: Int, loss: Double, accuracy: Double? = nil, r2: Double? = nil) {
        let metrics = SplitMetrics(loss: loss, accuracy: accuracy, r2: r2)
        monitor.observe(
            EpochReport(
                epoch: epoch, step: step, training: metrics, validation: metrics, learningRate: 0.1, seconds: 0,
                isBest: false))
    }

    mutating func rewind(toStep: Int) {
        step = toStep
        monitor.rewind(toStep: toStep)
    }

    private mutating func append(to batch: inout TelemetryBatch, loss: Double, norms: [Double], biases: Double) {
        step += 1
        let total = (norms.reduce(biases * biases) { $0 + $1 * $1 }).squareRoot()
        batch.append(step: step) { row in
            for column in 0..<layout.columnCount { row[column] = 1 }
            row[TelemetryLayout.loss] = Float(loss)
            row[TelemetryLayout.gradientNorm] = Float(total)
            row[TelemetryLayout.clippedNorm] = Float(min(total, 1))
            for (layer, norm) in norms.enumerated() {
                row[layout.column(.gradientNorm, layer: layer)] = Float(norm)
            }
        }
    }

    /// A number around 1, within ±`size`, different at every step and the same in every test.
    static func noise(_ step: Int, _ size: Double) -> Double {
        let mixed = UInt64(step) &* 0x9E37_79B9_7F4A_7C15
        let uniform = Double((mixed ^ (mixed >> 29)) >> 11) * 0x1p-53
        return 1 + size * (2 * uniform - 1)
    }
}

/// Norms that fall from the last layer to the first by `factor` a layer.
func chain(_ count: Int, factor: Double, last: Double = 0.3) -> [Double] {
    var norm = last
    return (0..<count).map { _ in
        defer { norm *= factor }
        return norm
    }.reversed()
}
