import Networks
import Testing
import Tunables

@testable import Training

@Suite("Norms that telemetry carries")
struct TelemetryNormTests {
    /// One step over short sequences, and the weights before it.
    private func step(
        _ kind: String, _ extra: [String: Value]
    ) throws -> (session: TrainingSession, before: [Float], record: TelemetryBatch) {
        let settings: [String: Value] = [
            "data.dataset": "recall", "data.length": 4, "data.samples": 100, "batch.size": 16,
            "layers.1.type": .word(kind), "layers.1.units": 5, "layers.2.type": "dense", "optimizer.lr": 0.5,
        ]
        let session = try TrainingSession(
            .prepare(
                Experiment(name: "norms", settings: Settings(settings.merging(extra) { $1 }), layerCount: 2)))
        let before = session.weights
        var record = Fixture.record(session)
        _ = session.step(into: &record)
        return (session, before, record)
    }

    private func norm(of blocks: [ParameterBlock], in numbers: [Float]) -> Double {
        blocks.reduce(0.0) { sum, block in
            numbers[block.offset..<block.offset + block.count].reduce(sum) { $0 + Double($1) * Double($1) }
        }.squareRoot()
    }

    @Test("a layer's norms are over all its weight matrices", arguments: ["dense", "rnn", "lstm", "gru"])
    func wholeLayer(kind: String) throws {
        let limit = 0.01
        let (session, before, record) = try step(kind, ["clip.name": "norm", "clip.limit": .real(limit)])
        let update = zip(session.weights, before).map { $0 - $1 }
        let gradients = session.network.arena.gradients.values
        let total = norm(of: session.network.arena.blocks, in: gradients)
        #expect(total > limit)
        for (index, layer) in session.network.weightedLayers.enumerated() {
            let gradient = norm(of: layer.weights, in: gradients)
            let expected: [(TelemetryLayout.LayerColumn, Double)] = [
                (.gradientNorm, gradient), (.clippedNorm, gradient * limit / total),
                (.weightNorm, norm(of: layer.weights, in: session.weights)),
                (.updateNorm, norm(of: layer.weights, in: update)),
            ]
            for (column, value) in expected {
                let shown = record.value(row: 0, column: record.layout.column(column, layer: index)).mean
                #expect(abs(Double(shown) - value) < 1e-3 * value, "\(column) of \(layer.name)")
            }
        }
    }

    @Test(
        "the penalty is that of the weights as the step leaves them",
        arguments: [["l1": 0.02], ["l2": 0.02], ["l1": 0.02, "l2": 0.01], ["l1": 0.02, "max_norm": 0.3]]
            as [[String: Value]])
    func penalty(settings: [String: Value]) throws {
        let (session, _, record) = try step("dense", settings)
        let weights = session.network.weightedLayers.flatMap(\.weights).flatMap { block in
            session.weights[block.offset..<block.offset + block.count].map(Double.init)
        }
        let expected = weights.reduce(0.0) { sum, weight in
            sum + (settings["l1"]?.number ?? 0) * abs(weight) + (settings["l2"]?.number ?? 0) * weight * weight
        }
        let shown = record.value(row: 0, column: TelemetryLayout.penalty).mean
        #expect(abs(Double(shown) - expected) < 1e-5 * expected)
    }
}
