import Datasets
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
