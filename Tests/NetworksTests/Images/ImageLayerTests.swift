import Rounding
import Tensors
import Testing
import Tunables

@testable import Networks

@Suite("Image layers against a plain double reference and its finite differences")
struct ImageLayerTests {
    /// Sizes that are easy to get wrong.
    struct Case: Sendable, CustomTestStringConvertible {
        var rows = 2
        var channels = 1
        var height = 4
        var width = 4
        var filters = 2
        var size = 2
        var stride = 1
        var padding = 0

        var testDescription: String {
            "\(rows) × \(channels)×\(height)×\(width), \(filters) of \(size), stride \(stride), padding \(padding)"
        }

        var input: Shape { .image(channels: channels, height: height, width: width) }
        var plain: PlainImages {
            PlainImages(
                rows: rows, channels: channels, height: height, width: width,
                values: noise(rows * channels * height * width, seed: 5))
        }
    }

    static let cases = [
        Case(rows: 1, height: 1, width: 1, filters: 1, size: 1),
        Case(rows: 1, channels: 3, height: 5, width: 1, filters: 5, size: 1),
        Case(rows: 3, channels: 2, height: 4, width: 5, size: 2, stride: 5),
        Case(rows: 17, height: 3, width: 4, filters: 4, size: 3),
        Case(rows: 16, channels: 2, height: 3, width: 3, filters: 3, size: 2, stride: 2, padding: 1),
        Case(rows: 5, channels: 3, height: 6, width: 9, filters: 7, size: 3, stride: 2, padding: 1),
        Case(rows: 2, channels: 1, height: 2, width: 13, filters: 9, size: 2, padding: 1),
        Case(rows: 2, channels: 2, height: 2, width: 2, filters: 1, size: 4, padding: 2),
        Case(rows: 3, channels: 2, height: 4, width: 4, filters: 2, size: 4, stride: 4, padding: 1),
    ]

    private func expectClose(
        _ got: [Float], _ want: [Double], terms: Int, scale: Double = 1, _ line: SourceLocation = #_sourceLocation
    ) {
        #expect(RoundingBound(terms: terms, scale: scale).mismatch(got, want) == nil, sourceLocation: line)
    }

    /// The largest of normal draws, and of their products.
    private let largest = 4.0

    /// The gradients of Σ upstream · f(x), number by number.
    private func slopes(_ x: [Double], _ upstream: [Double], _ f: ([Double]) -> [Double]) -> [Double] {
        var x = x
        return x.indices.map { index in
            slope(&x, at: index) { moved in zip(f(moved), upstream).reduce(0) { $0 + $1.0 * $1.1 } }
        }
    }

    @Test("conv2d", arguments: cases)
    func convolution(_ c: Case) {
        let stack = ImageStack(
            [
                "layers.1.type": "conv2d", "layers.1.filters": .integer(c.filters), "layers.1.kernel": .integer(c.size),
                "layers.1.stride": .integer(c.stride), "layers.1.padding": .integer(c.padding),
            ], layers: 1, input: c.input, rows: c.rows)
        let weights = noise(c.channels * c.size * c.size * c.filters, seed: 6)
        let bias = noise(c.filters, seed: 7)
        stack[0] = weights.map(Float.init)
        stack[1] = bias.map(Float.init)
        func plain(_ x: [Double], _ weights: [Double], _ bias: [Double]) -> [Double] {
            var images = c.plain
            images.values = x
            return images.convolved(weights, bias, kernel: c.size, stride: c.stride, padding: c.padding).values
        }
        let x = c.plain.values
        let upstream = noise(c.rows * stack.shape.width, seed: 8)
        let (output, inputGradient) = stack.run(x.map(Float.init), upstream: upstream.map(Float.init))
        let window = c.size * c.size
        let places = output.count / c.filters
        expectClose(output, plain(x, weights, bias), terms: c.channels * window, scale: largest)
        expectClose(
            inputGradient, slopes(x, upstream) { plain($0, weights, bias) }, terms: c.filters * window, scale: largest)
        expectClose(stack.gradient(0), slopes(weights, upstream) { plain(x, $0, bias) }, terms: places, scale: largest)
        expectClose(stack.gradient(1), slopes(bias, upstream) { plain(x, weights, $0) }, terms: places, scale: largest)
    }

    @Test("max and mean pooling", arguments: cases, ["max_pool", "avg_pool"])
    func pooling(_ c: Case, type: String) {
        let stack = ImageStack(
            [
                "layers.1.type": .word(type), "layers.1.size": .integer(c.size), "layers.1.stride": .integer(c.stride),
                "layers.1.padding": .integer(c.padding),
            ], layers: 1, input: c.input, rows: c.rows)
        func plain(_ x: [Double]) -> [Double] {
            var images = c.plain
            images.values = x
            return images.pooled(
                isMaximum: type == "max_pool", size: c.size, stride: c.stride, padding: min(c.padding, c.size / 2)
            ).values
        }
        let x = c.plain.values
        let upstream = noise(c.rows * stack.shape.width, seed: 8)
        let (output, inputGradient) = stack.run(x.map(Float.init), upstream: upstream.map(Float.init))
        expectClose(output, plain(x), terms: c.size * c.size, scale: largest)
        expectClose(inputGradient, slopes(x, upstream, plain), terms: c.size * c.size, scale: largest)
    }

    @Test("a step's gradients do not depend on the step before", arguments: cases, ["max_pool", "avg_pool"])
    func poolingAgain(_ c: Case, type: String) {
        // Batch norm works in place: it leaves its own gradient where the pool wrote.
        let stack = ImageStack(
            [
                "layers.1.type": "batch_norm", "layers.2.type": .word(type), "layers.2.size": .integer(c.size),
                "layers.2.stride": .integer(c.stride), "layers.2.padding": .integer(c.padding),
            ], layers: 2, input: c.input, rows: c.rows)
        let x = c.plain.values.map(Float.init)
        let upstream = noise(c.rows * stack.shape.width, seed: 8).map(Float.init)
        let first = stack.run(x, upstream: upstream).inputGradient
        let gradients = (0..<2).map(stack.gradient)
        for _ in 0..<2 {
            #expect(stack.run(x, upstream: upstream).inputGradient == first)
            #expect((0..<2).map(stack.gradient) == gradients)
        }
    }

    @Test("batch norm takes each channel over samples and places", arguments: cases)
    func normalization(_ c: Case) {
        guard c.rows * c.height * c.width > 1 else { return }
        let stack = ImageStack(["layers.1.type": "batch_norm"], layers: 1, input: c.input, rows: c.rows)
        let gain = noise(c.channels, seed: 6)
        let shift = noise(c.channels, seed: 7)
        stack[0] = gain.map(Float.init)
        stack[1] = shift.map(Float.init)
        func plain(_ x: [Double], _ gain: [Double], _ shift: [Double]) -> [Double] {
            var images = c.plain
            images.values = x
            return images.normalized(gain: gain, shift: shift).images.values
        }
        let x = c.plain.values
        let upstream = noise(x.count, seed: 8)
        let (output, inputGradient) = stack.run(x.map(Float.init), upstream: upstream.map(Float.init))
        let (_, mean, variance) = c.plain.normalized(gain: gain, shift: shift)
        // A channel's values, twice over: mean and variance. They are divided by the channel's deviation, once more on the way back.
        let terms = 2 * c.rows * c.height * c.width
        let stretch = largest / min(1, variance.min() ?? 1)
        expectClose(output, plain(x, gain, shift), terms: terms, scale: stretch)
        expectClose(inputGradient, slopes(x, upstream) { plain($0, gain, shift) }, terms: terms, scale: stretch)
        expectClose(stack.gradient(0), slopes(gain, upstream) { plain(x, $0, shift) }, terms: terms, scale: stretch)
        expectClose(stack.gradient(1), slopes(shift, upstream) { plain(x, gain, $0) }, terms: terms, scale: largest)
        expectClose(
            stack.arena.statistics.values, mean.map { 0.1 * $0 } + variance.map { 0.9 + 0.1 * $0 }, terms: terms)
        let evaluated = stack.run(x.map(Float.init), upstream: upstream.map(Float.init), pass: .evaluation).output
        let places = c.height * c.width
        let expected = x.enumerated().map { index, value in
            let channel = index / places % c.channels
            let spread = (0.9 + 0.1 * variance[channel] + 1e-5).squareRoot()
            return gain[channel] * (value - 0.1 * mean[channel]) / spread + shift[channel]
        }
        expectClose(evaluated, expected, terms: terms, scale: largest)
    }

    @Test("of equal values the first of the window gets the gradient, and a NaN comes through")
    func ties() {
        let stack = ImageStack(
            ["layers.1.type": "max_pool", "layers.1.size": 3, "layers.1.stride": 2, "layers.1.padding": 1], layers: 1,
            input: .image(channels: 1, height: 3, width: 3), rows: 1)
        let flat = stack.run([Float](repeating: 2, count: 9), upstream: [1, 2, 4, 8])
        #expect(flat.output == [2, 2, 2, 2])
        #expect(flat.inputGradient == [1, 2, 0, 4, 8, 0, 0, 0, 0])
        var broken = [Float](repeating: 2, count: 9)
        broken[4] = .nan
        let output = stack.run(broken, upstream: [1, 2, 4, 8]).output
        #expect(output.allSatisfy { $0.isNaN })
    }

    @Test("gradients of micro-batches add up")
    func accumulation() {
        let stack = ImageStack(
            ["layers.1.type": "conv2d", "layers.1.filters": 5, "layers.1.kernel": 2, "layers.2.type": "batch_norm"],
            layers: 2, input: .image(channels: 2, height: 3, width: 3), rows: 3)
        let x = noise(3 * 18, seed: 1).map(Float.init)
        let upstream = noise(3 * stack.shape.width, seed: 2).map(Float.init)
        _ = stack.run(x, upstream: upstream)
        let once = (0..<4).map(stack.gradient)
        _ = stack.run(x, upstream: upstream, pass: Pass(isTraining: true, accumulates: true))
        for (block, gradients) in once.enumerated() {
            // Over the places of three images, twice; normalized values on the way.
            expectClose(stack.gradient(block), gradients.map { 2 * Double($0) }, terms: 2 * 3 * 9, scale: largest)
        }
    }
}
