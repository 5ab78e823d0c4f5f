import Datasets
import Foundation
import Networks
import Testing
import Tunables

@testable import Training

@Suite("Class weights")
struct ClassWeightTests {
    @Test("a batch whose classes weigh nothing changes nothing and loses nothing", arguments: [1, 2], [0.0, 0.1])
    func weightless(accumulate: Int, smoothing: Double) throws {
        let session = try Fixture.session([
            "class_weights": [0, 1], "batch.size": 1, "accumulate": .integer(accumulate),
            "label_smoothing": .real(smoothing),
        ])
        var record = Fixture.record(session)
        var weightless = 0
        for _ in 0..<40 {
            let first = session.order.position
            let before = session.weights
            record.removeAll()
            guard case .stepped = session.step(into: &record) else {
                Issue.record("step \(session.step) did not go through")
                return
            }
            var order = session.order
            order.seek(first)
            let classes = next(accumulate, of: &order).map { session.prepared.training.classes[$0] }
            guard classes.allSatisfy({ $0 == 0 }) else {
                #expect(session.weights != before)
                continue
            }
            weightless += 1
            #expect(session.weights == before)
            #expect(record.value(row: 0, column: TelemetryLayout.loss).mean == 0)
        }
        #expect(weightless > 0 && weightless < 40)
    }

    /// The rows of so many batches of one.
    private func next(_ count: Int, of order: inout BatchOrder) -> [Int] {
        let row = UnsafeMutableBufferPointer<Int32>.allocate(capacity: 1)
        defer { row.deallocate() }
        return (0..<count).compactMap { _ in
            order.nextBatch(size: 1, last: .keep, into: row) == 1 ? Int(row[0]) : nil
        }
    }

    /// `F.cross_entropy(torch.tensor([[0, x]]), y, weight=torch.tensor([1., 3.]))` over x = 2, −1, 0.5 and y = 1, 0, 0
    /// divides by the weights of the rows' classes, 3 + 1 + 1: two classes under one logit are the same.
    @Test("weigh under binary cross-entropy as under cross-entropy: a mean by weight", arguments: [0, 0.2] as [Float])
    func binary(smoothing: Float) {
        let logits: [Float] = [2, -1, 0.5]
        let pairs: [Float] = logits.flatMap { [0, $0] }
        let classes: [Int32] = [1, 0, 0]
        let weights: [Float] = [1, 3]
        let binary = Loss(.binaryCrossEntropy).evaluate(
            logits, gradient: nil, classes: nil, values: classes.map(Float.init), rows: 3, width: 1,
            smoothing: smoothing, weights: weights, scale: 1)
        let pair = Loss(.crossEntropy).evaluate(
            pairs, gradient: nil, classes: classes, values: nil, rows: 3, width: 2, smoothing: smoothing,
            weights: weights, scale: 1)
        #expect(binary.weight == 5 && pair.weight == 5)
        #expect(abs(binary.sum - pair.sum) < 1e-5)
        func softplus(_ x: Double) -> Double { log(1 + exp(x)) }
        if smoothing == 0 {
            #expect(abs(binary.sum - (3 * softplus(-2) + softplus(-1) + softplus(0.5))) < 1e-5)
        }
    }

    @Test("scaled by a constant they change nothing under binary cross-entropy")
    func scaled() throws {
        func weights(_ factor: Double) throws -> [Float] {
            let session = try Fixture.session([
                "loss.name": "binary_cross_entropy", "layers.3.activation.name": "sigmoid",
                "class_weights": [.real(factor), .real(2 * factor)],
            ])
            session.train(steps: 20)
            return session.weights
        }
        let plain = try weights(1)
        for (one, other) in zip(plain, try weights(8)) { #expect(abs(one - other) < 1e-4) }
    }

    @Test("a split whose classes weigh nothing has no loss to lose")
    func weightlessSplit() {
        var totals = EpochTotals()
        totals.samples = 3
        #expect(totals.metrics(hasClasses: true, targetSpread: TargetSpread(meanSquare: 0, columns: 1)).loss == 0)
        #expect(
            EpochTotals().metrics(hasClasses: true, targetSpread: TargetSpread(meanSquare: 0, columns: 1)).loss.isNaN)
    }

    @Test("of 0 alone are a mistake, as are too few", arguments: [[0, 0], [1]] as [Value])
    func mistakes(weights: Value) {
        let errors = #expect(throws: ExperimentErrors.self) { try Fixture.prepared(["class_weights": weights]) }
        #expect(errors?.problems.map(\.key) == ["class_weights"])
    }
}
