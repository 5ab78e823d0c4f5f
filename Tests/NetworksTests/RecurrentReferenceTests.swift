import Foundation
import GoldenValues
import Tensors
import Testing

/// The reference itself, held to PyTorch and to finite differences.
@Suite("The recurrent layers' double-precision reference")
struct RecurrentReferenceTests {
    @Test("gives PyTorch's outputs and gradients", arguments: RecurrentGolden.all)
    func golden(name: String) {
        let golden = RecurrentGolden(name)
        let result = golden.reference.run(upstream: golden.upstream, cellUpstream: golden.cellUpstream)
        expectClose(result.states, golden.states)
        expectClose(result.cell, golden.cell)
        expectClose(result.inputGradients, golden.inputGradients)
        expectClose(result.weightGradients, golden.weightGradients)
        expectClose(result.recurrentGradients, golden.recurrentGradients)
        expectClose(result.biasGradients, golden.biasGradients)
        if golden.kind == .gru { expectClose(result.candidateBiasGradients, golden.candidateBiasGradients) }
        expectClose(result.stateGradient, golden.stateGradient)
        if golden.kind == .lstm { expectClose(result.cellGradient, golden.cellGradient) }
    }

    private func expectClose(_ got: [Double], _ want: [Double], _ line: SourceLocation = #_sourceLocation) {
        #expect(got.count == want.count, sourceLocation: line)
        for (a, b) in zip(got, want) { #expect(abs(a - b) < 1e-11, sourceLocation: line) }
    }

    static let shapes = [
        [1, 1, 1, 1], [1, 3, 2, 4], [5, 1, 1, 1], [4, 2, 3, 2], [7, 3, 1, 5],
    ]

    @Test(
        "has the gradients that finite differences give, odd shapes included",
        arguments: RecurrentReference.Kind.allCases,
        shapes)
    func differences(kind: RecurrentReference.Kind, shape: [Int]) {
        var reference = RecurrentReference(
            kind, steps: shape[0], rows: shape[1], channels: shape[2], units: shape[3])
        var random = RandomSource(seed: 8, stream: .generator)
        let upstream = (0..<shape[0] * shape[1] * shape[3]).map { _ in random.normal() }
        let analytic = reference.run(upstream: upstream)
        func loss() -> Double { zip(reference.run(upstream: upstream).states, upstream).reduce(0) { $0 + $1.0 * $1.1 } }
        func check(_ path: WritableKeyPath<RecurrentReference, [Double]>, _ gradients: [Double]) {
            for index in reference[keyPath: path].indices {
                let kept = reference[keyPath: path][index]
                reference[keyPath: path][index] = kept + 1e-6
                let above = loss()
                reference[keyPath: path][index] = kept - 1e-6
                let below = loss()
                reference[keyPath: path][index] = kept
                #expect(abs((above - below) / 2e-6 - gradients[index]) < 1e-7 * max(1, abs(gradients[index])))
            }
        }
        check(\.inputs, analytic.inputGradients)
        check(\.weights, analytic.weightGradients)
        check(\.recurrent, analytic.recurrentGradients)
        check(\.bias, analytic.biasGradients)
        if kind == .gru { check(\.candidateBias, analytic.candidateBiasGradients) }
        check(\.state, analytic.stateGradient)
        if kind == .lstm { check(\.cell, analytic.cellGradient) }
    }
}
