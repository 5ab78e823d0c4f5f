import Testing
import Tunables

@testable import Training

@Suite("Batches that the layers can work on")
struct BatchFitTests {
    private func prepare(rows: Int, _ settings: [String: Value]) throws -> PreparedExperiment {
        func table(_ rows: Int) -> SampleTable {
            SampleTable(
                count: rows, featureCount: 2, valueCount: 0,
                features: (0..<2 * rows).map(Float.init), values: [], classes: (0..<rows).map { Int32($0 % 2) })
        }
        let layers: [String: Value] = ["layers.1.type": "batch_norm", "layers.2.type": "dense"]
        return try PreparedExperiment(
            experiment: Experiment(name: "rows", settings: Settings(layers.merging(settings) { $1 }), layerCount: 2),
            training: table(rows), validation: table(0), test: table(0), classNames: ["a", "b"])
    }

    @Test(
        "batch normalization needs two rows, whether the batch or the split has one",
        arguments: [(1, [:]), (1, ["batch.size": "all"]), (9, ["batch.size": 1])] as [(Int, [String: Value])])
    func oneRow(rows: Int, settings: [String: Value]) {
        let errors = #expect(throws: ExperimentErrors.self) { try prepare(rows: rows, settings) }
        #expect(errors?.problems.map(\.key) == ["batch.size"])
        #expect(errors?.problems.first?.message.contains("batch normalization") == true)
    }

    @Test("two rows are enough", arguments: [[:], ["batch.size": "all"], ["batch.size": 2]] as [[String: Value]])
    func twoRows(settings: [String: Value]) throws { _ = try prepare(rows: 2, settings) }
}
