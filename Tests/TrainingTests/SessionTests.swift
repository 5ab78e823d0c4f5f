import GoldenValues
import Optimization
import Rounding
import Testing
import Tunables

@testable import Training

@Suite("A training session")
struct SessionTests {
    @Test("the same preset and seed give the same weights, another seed others")
    func determinism() throws {
        let first = try Fixture.session()
        let second = try Fixture.session()
        let other = try Fixture.session(["seed": 2])
        for session in [first, second, other] { session.train(steps: 25) }
        #expect(first.weights == second.weights)
        #expect(first.weights != other.weights)
    }

    @Test("a captured state continues exactly as the run itself did", arguments: Optimizers.names)
    func captureAndRestore(optimizer: String) throws {
        let session = try Fixture.session([
            "optimizer.name": .word(optimizer), "layers.1.dropout": 0.2, "schedule.name": "cosine",
        ])
        session.train(steps: 13)
        let state = session.capture()
        session.train(steps: 17)
        let weights = session.weights
        session.restore(state)
        session.train(steps: 17)
        #expect(session.weights == weights)
    }

    @Test("N micro-batches of B make the update of one batch of N·B")
    func accumulation() throws {
        let large = try Fixture.session(["batch.size": 32])
        let small = try Fixture.session(["batch.size": 8, "accumulate": 4])
        // Five steps over 32 rows; the sums of the two small hidden layers forward and back are no longer than that.
        let bound = RoundingBound(terms: 5 * 32 * 3)
        large.train(steps: 5)
        small.train(steps: 5)
        #expect(large.step == 5 && small.step == 5)
        #expect(bound.mismatch(small.weights, large.weights.map(Double.init)) == nil)
    }

    @Test("accumulation weighs the epoch's short last micro-batch by its samples")
    func shortLastBatch() throws {
        let whole = try Fixture.session(["batch.size": "all"])
        let parts = try Fixture.session(["batch.size": 50, "accumulate": 4])
        #expect(whole.prepared.training.count % 50 != 0)
        whole.train(steps: 2)
        parts.train(steps: 2)
        let bound = RoundingBound(terms: 2 * whole.prepared.training.count)
        #expect(bound.mismatch(parts.weights, whole.weights.map(Double.init)) == nil)
    }

    @Test("the whole ten-step case of golden.json: losses, gradient norms, final weights")
    func goldenTraining() throws {
        let golden = Golden.file.training
        let rows = golden.y.elements.count
        let classes = golden.y.flattened.map { Int32($0) }
        let table = SampleTable(
            count: rows, featureCount: 3, valueCount: 0, features: golden.x.flattened.map(Float.init), values: [],
            classes: classes)
        let empty = SampleTable(count: 0, featureCount: 3, valueCount: 0, features: [], values: [], classes: [])
        var experiment = Fixture.experiment(["batch.size": "all", "shuffle": false, "epochs": 20])
        experiment.settings["layers.1.units"] = 4
        experiment.settings["layers.2.units"] = 4
        experiment.settings["optimizer.name"] = "adam"
        experiment.settings["optimizer.lr"] = .real(golden.lr.number ?? 0)
        let session = try TrainingSession(
            PreparedExperiment(
                experiment: experiment, training: table, validation: empty, test: empty, classNames: ["a", "b", "c"]))
        let arena = session.network.arena
        for (index, name) in ["0", "2", "4"].enumerated() {
            let weight = arena.blocks[2 * index]
            let values = golden.first["\(name).weight"].flattened
            for i in 0..<weight.rows {
                for o in 0..<weight.columns {
                    arena.parameters(of: weight)[i * weight.columns + o] = Float(values[o * weight.rows + i])
                }
            }
            for (o, value) in golden.first["\(name).bias"].flattened.enumerated() {
                arena.parameters(of: arena.blocks[2 * index + 1])[o] = Float(value)
            }
        }
        var record = Fixture.record(session)
        for step in 0..<10 {
            record.removeAll()
            _ = session.step(into: &record)
            _ = session.endEpoch(seconds: 0)
            let loss = record.value(row: 0, column: TelemetryLayout.loss).mean
            // Each step sums over 3, 4 and 4 inputs, back over 4, 4 and 3 units, and over the rows.
            let bound = RoundingBound(terms: (step + 1) * (11 + 11 + rows))
            #expect(bound.allows(Double(loss), golden.losses[step].number ?? .nan))
        }
        for (index, name) in ["0", "2", "4"].enumerated() {
            let weight = arena.blocks[2 * index]
            let values = golden.last["\(name).weight"].flattened
            let turned = (0..<weight.count).map { values[$0 % weight.columns * weight.rows + $0 / weight.columns] }
            let got = UnsafeBufferPointer(start: arena.parameters(of: weight), count: weight.count)
            #expect(RoundingBound(terms: 10 * (11 + 11 + rows)).mismatch(got, turned) == nil)
        }
    }

}
