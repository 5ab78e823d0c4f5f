import Foundation
import GoldenValues
import Rounding
import Tensors
import Testing

@testable import Networks

@Suite("Losses")
struct LossTests {
    static let rows = 4
    static let width = 5
    private var predictions: [Float] { Golden.file.losses.predictions.flattened.map(Float.init) }
    private var classes: [Int32] { Golden.file.losses.classes.flattened.map { Int32($0) } }

    /// Our loss as the mean over rows or elements, with its gradient.
    private func run(
        _ loss: Loss, values: [Float] = [], smoothing: Float = 0, weights: [Float]? = nil
    ) -> (loss: Double, gradient: [Float]) {
        let predictions = predictions
        var gradient = [Float](repeating: 0, count: predictions.count)
        func evaluate(_ scale: Float) -> ck_loss {
            gradient.withUnsafeMutableBufferPointer { gradient in
                loss.evaluate(
                    predictions, gradient: gradient.baseAddress, classes: classes, values: values, rows: Self.rows,
                    width: Self.width, smoothing: smoothing, weights: weights, scale: scale)
            }
        }
        let weight = evaluate(1).weight
        let result = evaluate(Float(1 / weight))
        return (result.sum / weight, gradient)
    }

    private func check(_ got: (loss: Double, gradient: [Float]), _ name: String) {
        let golden = Golden.file.losses.cases[name]
        let bound = RoundingBound(terms: Self.width)
        #expect(bound.allows(got.loss, golden.loss.number ?? .nan), "\(name)")
        #expect(bound.mismatch(got.gradient, golden.gradient.flattened) == nil, "\(name)")
    }

    @Test("cross-entropy agrees with PyTorch, smoothed, weighted, both")
    func crossEntropy() {
        let weights = Golden.file.losses.class_weights.flattened.map(Float.init)
        let loss = Loss(.crossEntropy)
        check(run(loss), "cross_entropy")
        check(run(loss, smoothing: 0.1), "cross_entropy_smoothing_0.1")
        check(run(loss, weights: weights), "cross_entropy_weighted")
        check(run(loss, smoothing: 0.1, weights: weights), "cross_entropy_weighted_smoothing_0.1")
    }

    @Test("the others agree with PyTorch")
    func elementwise() {
        let target = Golden.file.losses.target.flattened.map(Float.init)
        let bits = Golden.file.losses.bits.flattened.map(Float.init)
        check(run(Loss(.binaryCrossEntropy), values: bits), "bce_with_logits")
        check(run(Loss(.squaredError), values: target), "mse")
        check(run(Loss(.absoluteError), values: target), "l1")
        check(run(Loss(.huber, delta: 1), values: target), "huber_1")
        check(run(Loss(.huber, delta: 0.5), values: target), "huber_0.5")
    }

    @Test("binary cross-entropy weighs the positive class as PyTorch's pos_weight does")
    func positiveWeight() {
        let golden = Golden.file.losses.cases.bce_with_logits_pos_weight
        let bits = Golden.file.losses.bits.flattened.map(Float.init)
        let positives = Golden.file.losses.class_weights.flattened
        var sum = 0.0
        for (index, x) in predictions.enumerated() {
            var gradient: Float = 0
            let weights: [Float] = [1, Float(positives[index % Self.width])]
            sum += ck_binary_cross_entropy([x], &gradient, [bits[index]], 1, 0, weights, 1 / 20).sum
            #expect(abs(Double(gradient) - golden.gradient.flattened[index]) < 1e-6)
        }
        #expect(abs(sum / 20 - (golden.loss.number ?? .nan)) < 1e-6)
    }

    @Test("are stable for logits of ±10⁴ and count right answers")
    func extremes() {
        let logits: [Float] = [1e4, -1e4, 0, -1e4, 1e4, 0]
        var gradient = [Float](repeating: 0, count: 6)
        let loss = ck_cross_entropy(logits, &gradient, [0, 0], 2, 3, 0, nil, 1)
        #expect(loss.sum == 2e4)
        #expect(loss.hits == 1)
        for (got, want) in zip(gradient, [0.0, 0, 0, -1, 1, 0]) { #expect(abs(Double(got) - want) < 1e-30) }
        let binary = ck_binary_cross_entropy([1e4, -1e4, 1e4], &gradient, [1, 0, 0], 3, 0, nil, 1)
        #expect(binary.sum == 1e4 && binary.hits == 2)
    }

    @Test("more classes than a block gives the same as the block's way", arguments: [1000, 1025, 3000])
    func manyClasses(classes: Int) {
        var random = RandomSource(seed: 5, stream: .weights)
        let logits = (0..<2 * classes).map { _ in Float(random.normal()) }
        let targets: [Int32] = [7, Int32(classes - 1)]
        var gradient = [Float](repeating: 0, count: logits.count)
        let result = ck_cross_entropy(logits, &gradient, targets, 2, classes, 0.1, nil, 1)
        let bound = RoundingBound(terms: classes)
        var expected = 0.0
        for row in 0..<2 {
            let z = logits[row * classes..<(row + 1) * classes].map(Double.init)
            let logSum = log(z.reduce(0) { $0 + exp($1) })
            let target = Int(targets[row])
            expected += 0.9 * (logSum - z[target]) + 0.1 * (logSum - z.reduce(0, +) / Double(classes))
            for c in [0, target] {
                let want = exp(z[c] - logSum) - (c == target ? 0.9 : 0) - 0.1 / Double(classes)
                #expect(bound.allows(Double(gradient[row * classes + c]), want))
            }
        }
        #expect(bound.allows(result.sum, expected))
    }
}
