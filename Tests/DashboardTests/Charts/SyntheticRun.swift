import Terminal
import Training

@testable import Dashboard

/// A run whose curves are formulas, so that what is drawn can be said beforehand.
struct SyntheticRun {
    var layers: [RunDescription.Layer]
    var history: RunHistory
    var loss: (Int) -> Float = { 2.3 * Float(1) / Float($0).squareRoot() }
    /// The norm of a layer's gradient at a step; layers count from 0 at the input.
    var norm: (Int, Int) -> Float = { _, _ in 0.1 }
    var rate: (Int) -> Float = { _ in 0.001 }
    private(set) var step = 0

    init(layers names: [String] = ["dense64", "dense64", "dense32", "dense10"]) {
        layers = names.enumerated().map {
            RunDescription.Layer(number: $0.offset + 1, name: $0.element, activation: "relu", parameterCount: 100)
        }
        history = RunHistory(layout: TelemetryLayout(layerCount: names.count))
    }

    /// Trains on to a step.
    mutating func run(to last: Int) {
        let layout = history.layout
        var batch = TelemetryBatch(layout: layout, capacity: 256)
        while step < last {
            batch.removeAll()
            while step < last, !batch.isFull {
                step += 1
                let step = step
                batch.append(step: step) { row in
                    for column in 0..<layout.columnCount { row[column] = 0 }
                    row[TelemetryLayout.loss] = loss(step)
                    row[TelemetryLayout.learningRate] = rate(step)
                    for layer in layers.indices {
                        row[layout.column(.gradientNorm, layer: layer)] = norm(layer, step)
                        row[layout.column(.clippedNorm, layer: layer)] = norm(layer, step)
                    }
                }
            }
            history.append(batch)
        }
    }

    /// Goes back, as undoing does.
    mutating func rewind(to step: Int, epoch: Int) {
        history.rewind(toStep: step, epoch: epoch)
        self.step = step
    }

    mutating func report(
        epoch: Int, validation: SplitMetrics?, training: SplitMetrics = SplitMetrics(loss: 0.1, accuracy: 0.99),
        isBest: Bool = false
    ) {
        history.append(
            EpochReport(
                epoch: epoch, step: step, training: training, validation: validation, learningRate: 0.001,
                seconds: Double(step) * 0.01, isBest: isBest))
    }
}

/// Draws with a pane on a canvas of its own.
func drawn(columns: Int, rows: Int, _ render: (Rect, inout Canvas) -> Void) -> Canvas {
    var canvas = Canvas(Size(columns: columns, rows: rows))
    render(canvas.bounds, &canvas)
    return canvas
}
