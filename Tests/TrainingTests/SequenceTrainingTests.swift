import Networks
import Testing
import Tunables

@testable import Training

@Suite("Training on sequences")
struct SequenceTrainingTests {
    private func session(_ extra: [String: Value], layers: Int) throws -> TrainingSession {
        let settings: [String: Value] = [
            "batch.size": 16, "epochs": 1000, "optimizer.name": "adam", "optimizer.lr": 0.01,
        ]
        return try TrainingSession(
            .prepare(
                Experiment(name: "sequence", settings: Settings(settings.merging(extra) { $1 }), layerCount: layers)))
    }

    private func validation(_ session: TrainingSession) -> SplitMetrics {
        Evaluator(loss: session.loss, classWeights: nil).evaluate(session.network, on: session.prepared.validation)
    }

    static let recurrent = ["rnn", "lstm", "gru"]

    @Test("every recurrent layer learns which token came first, and is named by its units", arguments: recurrent)
    func recall(kind: String) throws {
        let session = try session(
            [
                "data.dataset": "recall", "data.length": 4, "data.samples": 300, "layers.1.type": .word(kind),
                "layers.1.units": 12, "layers.2.type": "dense",
            ], layers: 2)
        session.train(steps: 300)
        #expect(try #require(validation(session).accuracy) > 0.95)
        let description = session.prepared.description
        #expect(description.layers.map(\.name) == ["\(kind)12", "dense2"])
        #expect(description.architecture.hasPrefix("8-12-2"))
    }

    @Test("words are read through an embedding or as one-hot vectors")
    func words() throws {
        for isEmbedded in [true, false] {
            let first: [String: Value] = isEmbedded ? ["layers.1.type": "embedding", "layers.1.units": 8] : [:]
            let number = isEmbedded ? 2 : 1
            let session = try session(
                [
                    "data.dataset": "reviews", "layers.\(number).type": "gru", "layers.\(number).units": 16,
                    "layers.\(number + 1).type": "dense",
                ].merging(first) { $1 }, layers: number + 1)
            session.train(steps: 450)
            #expect(try #require(validation(session).accuracy) > 0.9)
        }
    }

    @Test("a stack with dropout and truncation goes on from its state exactly as it went, truncation changed live")
    func repeats() throws {
        let session = try session(
            [
                "data.dataset": "mackey_glass", "data.split": "time", "data.samples": 100, "loss.name": "mse",
                "layers.1.type": "lstm", "layers.1.units": 6, "layers.1.output": "every", "layers.1.dropout": 0.2,
                "layers.2.type": "gru", "layers.2.units": 5, "layers.2.truncate": 7, "layers.3.type": "dense",
            ], layers: 3)
        session.train(steps: 3)
        let state = session.capture()
        session.train(steps: 7)
        let once = session.weights
        session.restore(state)
        session.train(steps: 7)
        #expect(session.weights == once)
        session.restore(state)
        session.apply(try session.check([Assignment("layers.2.truncate", 1)]))
        session.train(steps: 7)
        #expect(session.weights != once)
    }
}
