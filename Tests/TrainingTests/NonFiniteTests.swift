import Testing
import Tunables

@testable import Training

@Suite("Where a number that is not finite comes from")
struct NonFiniteTests {
    /// Twelve rows in their order, three to a batch; `value` stands in one of them.
    private func report(row: Int, value: Float, _ extra: [String: Value]) throws -> NonFiniteReport? {
        var features = (0..<24).map { Float($0 % 5) / 5 }
        features[2 * row + 1] = value
        func table(_ count: Int) -> SampleTable {
            SampleTable(
                count: count, featureCount: 2, valueCount: 0, features: Array(features.prefix(2 * count)), values: [],
                classes: (0..<count).map { Int32($0 % 2) })
        }
        var experiment = Fixture.experiment(["batch.size": 3, "shuffle": false].merging(extra) { $1 })
        experiment.settings["layers.1.activation.name"] = "identity"
        let session = try TrainingSession(
            PreparedExperiment(
                experiment: experiment, training: table(12), validation: table(0), test: table(0),
                classNames: ["a", "b"]))
        var record = Fixture.record(session)
        while !session.isEpochComplete {
            if case .nonFinite(let report) = session.step(into: &record) { return report }
        }
        return nil
    }

    @Test("an input is found in its row, in whichever micro-batch it is", arguments: 0..<12, [1, 4])
    func input(row: Int, accumulate: Int) throws {
        let found = try #require(try report(row: row, value: .infinity, ["accumulate": .integer(accumulate)]))
        #expect(found.tensor == .input && found.row == row)
    }

    @Test(
        "a layer is found with the row, the same units dropped as when it happened", arguments: [0, 4, 8, 11], [1, 4])
    func activation(row: Int, accumulate: Int) throws {
        // What the one unit makes of it is finite; dropout's scaling, where it keeps the unit, is not.
        let reports = try (1...12).compactMap { seed in
            try report(
                row: row, value: 3e38,
                [
                    "accumulate": .integer(accumulate), "layers.1.init.name": "constant", "layers.1.init.value": 1,
                    "layers.1.units": 1, "layers.1.dropout": 0.5, "optimizer.lr": 1e-9, "seed": .integer(seed),
                ])
        }
        #expect(!reports.isEmpty && reports.count < 12)
        for found in reports {
            #expect(found.tensor == .activation && found.row == row)
            #expect(found.layerName == "dropout")
        }
    }
}
