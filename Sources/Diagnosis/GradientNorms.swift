import Training

/// The sizes of gradients in powers of ten, smoothed: of each layer's weights, and of all parameters together.
struct GradientNorms: Sendable {
    private(set) var layers: [Smoothed]
    private(set) var total = Smoothed(span: 20)
    /// The usual size and its spread, which a jump is measured against. A jump moves them only slowly.
    private var usual = Smoothed(span: 200)
    private var variance = Smoothed(span: 200)
    private var usualSteps = 0
    /// How far the last row's size lay above the usual one, in powers of ten, and in spreads.
    private(set) var jump = 0.0
    private(set) var jumpInSpreads = 0.0

    init(layerCount: Int) { layers = Array(repeating: Smoothed(span: 20), count: layerCount) }

    mutating func observe(_ batch: TelemetryBatch, row: Int) {
        let width = batch.widths[row]
        for layer in layers.indices {
            let column = batch.layout.column(.gradientNorm, layer: layer)
            layers[layer].move(toward: decade(batch.value(row: row, column: column).mean), width: width)
        }
        let size = decade(batch.value(row: row, column: TelemetryLayout.gradientNorm).mean)
        total.move(toward: size, width: width)
        measureJump(size, width: width)
    }

    /// The share of the last layer's gradient that a layer gets, as a power of ten.
    func share(ofLast layer: Int) -> Double {
        guard let last = layers.last?.value, let own = layers[layer].value else { return 0 }
        return own - last
    }

    /// The share of the whole gradient, biases included, that a layer's weights get, as a power of ten.
    func share(ofTotal layer: Int) -> Double {
        guard let all = total.value, let own = layers[layer].value else { return 0 }
        return own - all
    }

    /// Whether a layer's weights get exactly nothing: far below any float.
    func isZero(_ layer: Int) -> Bool { (layers[layer].value ?? 0) < -45 }

    /// Starts the averages anew; the usual size stays, for it was the healthy one.
    mutating func rewind() {
        for layer in layers.indices { layers[layer].forget() }
        total.forget()
        jump = 0
        jumpInSpreads = 0
    }

    private mutating func measureJump(_ size: Double, width: Int) {
        let mean = usual.value ?? size
        let spread = max((variance.value ?? 0).squareRoot(), 0.05)
        let distance = size - mean
        let isWarm = usualSteps >= 50
        jump = isWarm ? distance : 0
        jumpInSpreads = isWarm ? distance / spread : 0
        // Beyond three spreads a size is news, not the usual: it counts as three.
        let bound = isWarm ? 3 * max(spread, 0.1) : .infinity
        let held = min(max(distance, -bound), bound)
        usual.move(toward: mean + held, width: width)
        variance.move(toward: held * held, width: width)
        usualSteps += width
    }
}
