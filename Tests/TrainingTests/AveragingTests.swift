import Foundation
import Networks
import Optimization
import Tensors
import Testing
import Tunables

@testable import Training

@Suite("Stochastic weight averaging")
struct AveragingTests {
    private let everyStep: [String: Value] = ["swa.enabled": true, "swa.start": 0, "swa.granularity": "step"]

    @Test("is the plain mean of the weights, to the last bit", arguments: [1, 3])
    func exact(every: Int) throws {
        let session = try Fixture.session(everyStep.merging(["swa.every": .integer(every)]) { $1 })
        var sums = [Double](repeating: 0, count: session.weights.count)
        var count = 0.0
        for step in 1...40 {
            session.train(steps: 1)
            guard step % every == 0 else { continue }
            count += 1
            for (index, weight) in session.weights.enumerated() { sums[index] += Double(weight) }
        }
        #expect(session.average?.moments == Int(count))
        #expect(session.average?.mean == sums.map { Float($0 / count) })
    }

    @Test("takes the weights after each epoch past its start, given as an epoch or as a share of the run")
    func start() throws {
        for start: Value in [2, 0.5] {
            let session = try Fixture.session(["swa.enabled": true, "swa.start": start, "epochs": 4])
            var kept: [[Float]] = []
            while session.epoch < 4 {
                let epoch = session.epoch
                session.train(steps: 1)
                if session.epoch > epoch, session.epoch > 2 { kept.append(session.weights) }
            }
            #expect(session.average?.moments == 2)
            #expect(session.average?.mean == zip(kept[0], kept[1]).map { Float((Double($0) + Double($1)) / 2) })
        }
    }

    @Test("leaves the run itself as it was, and keeps its own rate constant where one is given")
    func aside() throws {
        let plain = try Fixture.session(["layers.2.type": "batch_norm"])
        let averaged = try Fixture.session(
            everyStep.merging([
                "layers.2.type": "batch_norm", "snapshot_ensemble.enabled": true,
                "snapshot_ensemble.every": 1,
            ]) { $1 })
        plain.train(steps: 30)
        averaged.train(steps: 30)
        #expect(plain.weights == averaged.weights)
        #expect(plain.network.arena.statistics.values == averaged.network.arena.statistics.values)

        let session = try Fixture.session([
            "swa.enabled": true, "swa.start": 1, "swa.constant_lr": 0.025, "schedule.name": "cosine",
        ])
        #expect(session.effectiveRate == 0.1)
        while session.epoch < 1 { session.train(steps: 1) }
        #expect(session.effectiveRate == 0.025)
        #expect(session.outlook().rates.allSatisfy { $0.rate == 0.025 })
    }

    @Test("estimates the statistics of batch norm anew: those of the training split as the averaged weights see it")
    func statistics() throws {
        let session = try Fixture.session(["layers.1.type": "batch_norm"])
        let table = session.prepared.training
        session.train(steps: 3)
        StatisticsEstimate.run(session.network, on: table)
        let statistics = session.network.arena.statistics.values
        for feature in 0..<2 {
            let found = Self.moments((0..<table.count).map { Double(table.features.base[$0 * 2 + feature]) })
            #expect(abs(Double(statistics[feature]) - found.mean) < 1e-5)
            #expect(abs(Double(statistics[2 + feature]) - found.variance) < 1e-5)
        }
    }

    /// Mean and unbiased variance.
    private static func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
        let mean: Double = values.reduce(0, +) / Double(values.count)
        let squares: [Double] = values.map { ($0 - mean) * ($0 - mean) }
        return (mean, squares.reduce(0, +) / Double(values.count - 1))
    }

    @Test("several batches give the mean of their statistics, weighted by rows, whatever the order of the split")
    func severalBatches() throws {
        // 600 sorted rows, so three batches of 200 that each see the whole range.
        let values = (0..<600).map { Float($0) / 100 }
        let table = SampleTable(
            count: 600, featureCount: 1, valueCount: 1, features: values, values: values, classes: [])
        let network = try Network(
            settings: Settings(["layers.1.type": "batch_norm"]), layerCount: 1, input: .vector(1), outputs: 1,
            loss: Loss(.squaredError))
        network.reserve(rows: Evaluator.chunk)
        network.initialize(seed: 1)
        StatisticsEstimate.run(network, on: table)
        let doubles = values.map { Double($0) }
        let mean = Self.moments(doubles).mean
        let batches = (0..<3).map { batch in Self.moments(stride(from: batch, to: 600, by: 3).map { doubles[$0] }) }
        let variance = (batches[0].variance + batches[1].variance + batches[2].variance) / 3
        #expect(abs(Double(network.arena.statistics.values[0]) - mean) < 1e-5)
        #expect(abs(Double(network.arena.statistics.values[1]) - variance) < 1e-4)
    }

    @Test("a captured state brings the average and the ensemble back exactly; switching off forgets the average")
    func restore() throws {
        let session = try Fixture.session(
            everyStep.merging(["snapshot_ensemble.enabled": true, "snapshot_ensemble.every": 1]) { $1 })
        session.train(steps: 23)
        let state = session.capture()
        let mean = session.average?.mean
        session.train(steps: 20)
        let later = session.average?.mean
        let members = session.ensemble.map(\.parameters)
        session.apply(
            try session.check([Assignment("swa.enabled", false), Assignment("snapshot_ensemble.enabled", false)]))
        #expect(session.average == nil && session.ensemble.isEmpty)
        session.restore(state)
        #expect(session.average?.mean == mean)
        session.train(steps: 20)
        #expect(session.average?.mean == later)
        #expect(session.ensemble.map(\.parameters) == members)
    }

    @Test("the run ends with the average and says so")
    func ending() throws {
        let settings = everyStep.merging(["pace": "all"]) { $1 }
        let expected = try Fixture.session(settings)
        while expected.epoch < 4 { expected.train(steps: 1) }
        #expect(expected.hasAverage)
        expected.takeFinalWeights(at: .finished)
        let summary = try Self.summary(settings)
        #expect(summary.averagedMoments == expected.step)
        #expect(summary.weightsSHA256 == fingerprint(expected.network.arena))
        let plain = try Self.summary([:])
        #expect(plain.averagedMoments == nil)
        #expect(plain.weightsSHA256 != summary.weightsSHA256)
    }

    private static func summary(_ settings: [String: Value]) throws -> RunSummary {
        let watched = Watched(try Fixture.prepared(settings))
        watched.trainer.start()
        defer { watched.quit() }
        return try #require(watched.finish())
    }

    @Test("switched on in mid-run it starts there")
    func live() throws {
        let session = try Fixture.session(["swa.start": 0, "swa.granularity": "step"])
        session.train(steps: 9)
        session.apply(try session.check([Assignment("swa.enabled", true)]))
        session.train(steps: 4)
        #expect(session.average?.moments == 4)
    }
}
